"""The exact reader is the oracle: the vectorised one may refuse, but never disagrees with it."""

from decimal import Decimal
from io import BytesIO

import polars as pl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from billing.ledes import Batch, FastPathRefused, check_exactly, exact_batches, load
from billing.ledes.exact.reader import ExactReader
from billing.ledes.fast.reader import FastReader
from billing.ledes.formats import Format
from tests.billing.ledes.files import FEE, TAXED, file_of
from tests.billing.ledes.spoiling import spoilt_files, valid_records

MANY = settings(deadline=None, max_examples=2_000, suppress_health_check=list(HealthCheck))
SOME = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def joined(batches: list[Batch]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All batches as one, in the order of the invoices."""
    invoices = pl.concat([batch.invoices for batch in batches]).sort("invoice_key")
    return invoices, pl.concat([batch.lines for batch in batches]).sort("invoice_key", "position")


def assert_same_batches(one: list[Batch], other: list[Batch]) -> None:
    for left, right in zip(joined(one), joined(other), strict=True):
        assert left.schema == right.schema
        assert left.equals(right, null_equal=True)


def assert_agreement(content: bytes, *, strict: bool, target_lines: int) -> bool:
    """Compare both readers on these bytes; True if the vectorised one judged them."""
    truth = check_exactly(BytesIO(content), strict=strict)
    reader = FastReader(BytesIO(content), strict=strict, target_lines=target_lines)
    try:
        batches = list(reader.batches())
    except FastPathRefused:
        return False
    assert truth.accepted
    assert reader.result() == truth
    exact = list(exact_batches(BytesIO(content), strict=strict, target_lines=target_lines))
    assert_same_batches(batches, exact)
    return True


@MANY
@given(spoilt_files(), st.booleans(), st.integers(1, 5))
def test_readers_agree_on_spoilt_files(content: bytes, strict: bool, target_lines: int) -> None:
    event(f"fast path: {assert_agreement(content, strict=strict, target_lines=target_lines)}")


@SOME
@given(spoilt_files(), st.booleans())
def test_loading_gives_the_verdict_of_the_check(content: bytes, strict: bool) -> None:
    loaded = load(BytesIO(content), strict=strict)
    assert loaded.result == check_exactly(BytesIO(content), strict=strict)
    if loaded.result.accepted:
        lines = sum(batch.lines.height for batch in loaded.batches())
        assert lines == sum(invoice.lines for invoice in loaded.result.invoices)


@SOME
@given(valid_records(), st.integers(1, 4))
def test_valid_files_take_the_fast_path(made: tuple[Format, list[list[str]]], target_lines: int) -> None:
    known, records = made
    names = (TAXED if known is Format.LEDES98BI_V2 else FEE).keys()
    assert names  # the files module and the generator describe the same formats
    lines = "".join("|".join(values) + "[]\r\n" for values in records)
    content = file_of(known=known) + lines.encode()
    assert assert_agreement(content, strict=True, target_lines=target_lines)


@pytest.mark.parametrize("mark", ['["]', "[]x", "[ ]", "[].", "[]\r."])
@pytest.mark.parametrize("known", [Format.LEDES1998B, Format.LEDES98BI_V2])
def test_only_a_whole_mark_ends_a_record(known: Format, mark: str) -> None:
    """A sign within the `[]`, or between it and the line break, runs two records together."""
    values = TAXED if known is Format.LEDES98BI_V2 else FEE
    doubled = {"INVOICE_TOTAL": f"{2 * Decimal(values['INVOICE_TOTAL'])}"}
    if known is Format.LEDES98BI_V2:
        doubled |= {"INVOICE_TAX_TOTAL": "310.00", "INVOICE_NET_TOTAL": "1550.00"}
    content = file_of(values | doubled, values | doubled | {"LINE_ITEM_NUMBER": "2"}, known=known)
    assert assert_agreement(content, strict=False, target_lines=5)
    head, first, rest = content.rsplit(b"[]\r\n", 2)
    spoilt = head + mark.encode() + b"\r\n" + first + b"[]\r\n" + rest
    assert not check_exactly(BytesIO(spoilt)).accepted
    assert_agreement(spoilt, strict=False, target_lines=5)


@SOME
@given(
    st.lists(
        st.sampled_from(
            [
                {"LINE_ITEM_TASK_CODE": ""},
                {"LINE_ITEM_TASK_CODE": "", "LINE_ITEM_ACTIVITY_CODE": ""},
                {"TIMEKEEPER_CLASSIFICATION": "PT"},
                {"TIMEKEEPER_CLASSIFICATION": "OT", "LINE_ITEM_DATE": "20260601"},
                {"EXP/FEE/INV_ADJ_TYPE": "E", "LINE_ITEM_EXPENSE_CODE": "E101"},
                {"EXP/FEE/INV_ADJ_TYPE": "IF", "LINE_ITEM_TASK_CODE": ""},
                {"LINE_ITEM_DESCRIPTION": " spaced ", "CLIENT_MATTER_ID": " "},
                {},
            ]
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 6),
)
def test_warnings_are_the_same_on_both_paths(spoilt: list[dict[str, str]], cap: int) -> None:
    records = [
        FEE | {"INVOICE_NUMBER": f"I-{n // 2}", "LINE_ITEM_NUMBER": str(n)} | odd
        for n, odd in enumerate(spoilt)
    ]
    for values in records:
        count = sum(other["INVOICE_NUMBER"] == values["INVOICE_NUMBER"] for other in records)
        values["INVOICE_TOTAL"] = f"{1575 * count}.00"
    content = file_of(*records)
    reader = FastReader(BytesIO(content), max_findings=cap, target_lines=2)
    reader.check()
    assert reader.result() == check_exactly(BytesIO(content), max_findings=cap)


@SOME
@given(spoilt_files(), st.booleans())
def test_the_shortcut_changes_nothing(content: bytes, strict: bool) -> None:
    """With the shortcut switched off, the full check alone says the same of every record."""
    with_it, without = (
        ExactReader(BytesIO(content), strict=strict),
        ExactReader(BytesIO(content), strict=strict),
    )
    seen = [(read.line, read.fields, tuple(read.amounts)) for read in with_it.lines()]
    without.use_shortcut = False
    alone = [
        (read.line, read.fields, tuple(read.amounts)[: len(seen[n][2])])
        for n, read in enumerate(without.lines())
    ]
    assert seen == alone
    assert with_it.result() == without.result()
