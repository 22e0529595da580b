"""Writing and reading again: what comes back equals what was written."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.ledes import CannotWrite, Format, LedesInvoice, LedesLine, invoices_from_batch, load, write
from tests.billing.ledes.spoiling import valid_records

FEW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
CENT = Decimal("0.01")
TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="|[]"), min_size=1)
IDENTIFIER = TEXT.map(lambda text: text.strip()[:20].strip()).filter(bool)
NARRATIVE = st.none() | TEXT.map(str.strip).filter(bool)
DAY = st.dates(date(1900, 1, 1), date(2099, 12, 31))
UNITS = st.decimals(-9999, 9999, places=4)
PRICE = st.decimals(-99999, 99999, places=2)
RATES = st.sampled_from([None, Decimal("0"), Decimal("0.2"), Decimal("0.061245"), Decimal("0.07251600")])


@st.composite
def ledes_lines(draw: st.DrawFn, number: int, taxed: bool) -> LedesLine:
    kind = draw(st.sampled_from(["F", "E", "IF", "IE"]))
    units, cost, adjustment = draw(UNITS), draw(PRICE), draw(PRICE)
    net = (units * cost + adjustment).quantize(Decimal("0.0001"))
    rate = draw(RATES) if taxed else None
    tax = (net * (rate or 0)).quantize(CENT) if taxed else None
    person = {"timekeeper_code": draw(IDENTIFIER), "timekeeper_name": draw(names())}
    return LedesLine(
        line_number=str(number), kind=kind, work_date=draw(DAY), units=units, unit_cost=cost,
        adjustment=adjustment, total=net + (tax or 0), tax_rate=rate, tax_amount=tax,
        tax_type="VAT" if taxed else None, task_code=draw(st.none() | IDENTIFIER),
        expense_code=draw(IDENTIFIER), activity_code=draw(st.none() | IDENTIFIER), **person,
        classification=draw(st.sampled_from([None, "PARTNR", "PT", "zzz"])), narrative=draw(NARRATIVE),
        client_matter_id=draw(IDENTIFIER), law_firm_matter_id=draw(IDENTIFIER),
        account_type=draw(st.sampled_from("OT")) if taxed else None,
    )  # fmt: skip


@st.composite
def names(draw: st.DrawFn) -> str:
    word = st.text("abcdefghijklmnopqrstuvwxyz'-", min_size=1, max_size=13).map(str.title)
    return f"{draw(word)}, {draw(word)}"


@st.composite
def ledes_invoices(draw: st.DrawFn, number: str, taxed: bool) -> LedesInvoice:
    lines = tuple(draw(ledes_lines(n, taxed)) for n in range(1, draw(st.integers(1, 4)) + 1))
    start, end = sorted([draw(DAY), draw(DAY)])
    extra = {"currency": "EUR", "client_tax_id": draw(IDENTIFIER), "matter_name": draw(IDENTIFIER)}
    extra |= {
        "po_number": draw(st.none() | IDENTIFIER),
        "tax_total": sum((line.tax_amount or Decimal(0) for line in lines), Decimal(0)),
    }
    return LedesInvoice(
        invoice_number=number, invoice_date=draw(DAY), client_id=draw(IDENTIFIER),
        law_firm_id=draw(IDENTIFIER), period_start=start, period_end=end,
        invoice_total=sum((line.total for line in lines), Decimal(0)), lines=lines,
        law_firm_matter_id=lines[0].law_firm_matter_id or "", client_matter_id=lines[0].client_matter_id,
        description=draw(NARRATIVE), **(extra if taxed else {}),
    )  # fmt: skip


@st.composite
def invoice_lists(draw: st.DrawFn) -> tuple[Format, list[LedesInvoice]]:
    known = draw(st.sampled_from([Format.LEDES1998B, Format.LEDES98BI_V2]))
    taxed = known is Format.LEDES98BI_V2
    return known, [draw(ledes_invoices(f"INV-{n}", taxed)) for n in range(draw(st.integers(1, 3)))]


def written(invoices: list[LedesInvoice], known: Format) -> bytes:
    stream = BytesIO()
    write(invoices, known, stream)
    return stream.getvalue()


def read(content: bytes) -> list[LedesInvoice]:
    loaded = load(BytesIO(content), strict=True)
    assert loaded.result.accepted, loaded.result.findings
    return [invoice for batch in loaded.batches() for invoice in invoices_from_batch(batch)]


@FEW
@given(invoice_lists())
def test_reading_gives_back_what_was_written(made: tuple[Format, list[LedesInvoice]]) -> None:
    known, invoices = made
    assert read(written(invoices, known)) == invoices


@FEW
@given(valid_records())
def test_writing_gives_back_what_was_read(made: tuple[Format, list[list[str]]]) -> None:
    known, records = made
    header = written([], known)
    content = header + "".join("|".join(values) + "[]\r\n" for values in records).encode()
    invoices = read(content)
    again = written(invoices, known)
    assert read(again) == invoices
    if known is Format.LEDES1998B:
        assert again == content


LINE = LedesLine(
    line_number="1", kind="IF", work_date=date(2026, 5, 4), total=Decimal(5), adjustment=Decimal(5)
)
INVOICE = LedesInvoice(
    invoice_number="I-1", invoice_date=date(2026, 6, 5), client_id="C", law_firm_id="24-6437381",
    period_start=date(2026, 5, 1), period_end=date(2026, 5, 31), invoice_total=Decimal(5),
    law_firm_matter_id="M", lines=(LINE,),
)  # fmt: skip


def changed(value: LedesInvoice | LedesLine, **changes: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__} | changes


def test_the_file_is_ascii_with_crlf_and_two_decimals() -> None:
    content = written([INVOICE], Format.LEDES1998B)
    assert content.isascii()
    assert content.count(b"[]\r\n") == content.count(b"\n") == 3
    assert b"|5.00|20260501|" in content


def test_texts_are_made_to_fit() -> None:
    narrative = "Müller’s [draft] | first\nsecond – ok\x00 日本"
    line = LedesLine(**changed(LINE, narrative=narrative))
    invoice = LedesInvoice(**changed(INVOICE, lines=(line,), description="d" * 20_000))
    back = read(written([invoice], Format.LEDES1998B))[0]
    assert back.lines[0].narrative == "Muller's  draft    first second - ok  ??"
    assert back.description == "d" * 15 * 1024


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"invoice_number": "I" * 21}, "INVOICE_NUMBER is too long"),
        ({"invoice_number": "I|1"}, "no room for"),
        ({"client_id": "Müller"}, "no room for"),
        ({"client_id": ""}, "CLIENT_ID is missing"),
        ({"invoice_total": Decimal("1.00001")}, "more than 4 decimals"),
        ({"invoice_total": Decimal(10) ** 12}, "INVOICE_TOTAL is too long"),
        ({"lines": (LedesLine(**changed(LINE, tax_amount=Decimal(1))),)}, "no field for"),
    ],
)
def test_what_cannot_be_written_is_said(changes: dict[str, object], word: str) -> None:
    with pytest.raises(CannotWrite, match=word):
        written([LedesInvoice(**changed(INVOICE, **changes))], Format.LEDES1998B)


def test_98bi_needs_what_1998b_lacks_and_xml_is_not_written() -> None:
    with pytest.raises(CannotWrite, match="CLIENT_TAX_ID is missing"):
        written([INVOICE], Format.LEDES98BI_V2)
    with pytest.raises(CannotWrite, match="cannot be written"):
        written([INVOICE], Format.XML22)


def test_long_names_use_the_name_fields_of_98bi() -> None:
    name = "Longfellow-Arnsley Hamilton, Robert Maximilian"
    line = LedesLine(**changed(LINE, timekeeper_name=name, tax_amount=Decimal(0)))
    invoice = LedesInvoice(
        **changed(
            INVOICE, lines=(line,), currency="USD", client_tax_id="T", matter_name="M", tax_total=Decimal(0)
        )
    )
    assert read(written([invoice], Format.LEDES98BI_V2))[0].lines[0].timekeeper_name == name
