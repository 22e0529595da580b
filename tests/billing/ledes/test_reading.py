"""File shape: identifiers, headers, line ends, encodings, records without end."""

from io import BytesIO

import pytest

from billing.ledes import check, load
from billing.ledes.formats import Format
from tests.billing.ledes.files import FEE, TAXED, check_bytes, codes, file_of, opening, record

GOOD = file_of(FEE)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\n\n", ""])
def test_any_line_end_is_read(end: str) -> None:
    result = check_bytes(file_of(FEE, end=end), strict=True)
    assert result.accepted
    assert result.invoices[0].lines == 1


@pytest.mark.parametrize("tail", [b"\r\n\r\n", b"\x1a", b"  \n", b"[]\r\n"])
def test_blanks_after_the_last_record_are_passed_over(tail: bytes) -> None:
    assert not check_bytes(GOOD + tail, strict=True).findings


def test_the_last_line_break_may_be_missing() -> None:
    assert load(BytesIO(GOOD.rstrip())).fast
    assert not check_bytes(GOOD.rstrip()).findings


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F000"),
        (b" \r\n\r\n", "F000"),
        (b"\xef\xbb\xbf", "F000"),
        (b"PK\x03\x04 not an invoice", "F001"),
        (b"%PDF-1.7 []\n[]", "F001"),
        (b"LEDES1998B[]", "F002"),
        (b"LEDES1998B[]\r\nINVOICE_DATE|INVOICE_NUMBER[]\r\n", "F002"),
        (opening().encode(), "F008"),
        (opening().encode() + b"a|b|c[]\r\n", "F004"),
        (opening().encode("utf-16"), "F005"),
        (GOOD.replace(b"Review", b"Rev\x00iew"), "F005"),
        (GOOD.replace(b"Review", b"Rev\x81iew"), "F005"),
        (GOOD[:-4], "F003"),
    ],
)
def test_a_file_of_wrong_shape_is_refused_however_tolerant(content: bytes, code: str) -> None:
    result = check_bytes(content)
    assert not result.accepted
    assert code in codes(result, "error")
    assert load(BytesIO(content)).result == result


@pytest.mark.parametrize(
    "identifier", [b"LEDES98B", b"ledes1998b", b"LEDES 1998B", b"LEDES1998B ", b"LEDES-1998B"]
)
def test_odd_identifiers_are_mended_unless_strict(identifier: bytes) -> None:
    content = GOOD.replace(b"LEDES1998B", identifier, 1)
    if identifier.strip() == b"LEDES1998B":
        assert check_bytes(content, strict=True).accepted
        return
    assert codes(check_bytes(content), "warning") == ["F001"]
    assert codes(check_bytes(content, strict=True), "error") == ["F001"]


@pytest.mark.parametrize("identifier", [b"LEDES98BI V5", b"LEDES1998BI V2", b"LEDES1998BIv2"])
def test_odd_98bi_identifiers_are_known(identifier: bytes) -> None:
    content = file_of(TAXED, known=Format.LEDES98BI_V2).replace(b"LEDES98BI V2", identifier, 1)
    result = check_bytes(content)
    assert (result.format, result.accepted, codes(result)) == (Format.LEDES98BI_V2, True, ["F001"])


def test_a_byte_order_mark_is_mended_unless_strict() -> None:
    content = b"\xef\xbb\xbf" + GOOD
    assert codes(check_bytes(content), "warning") == ["F007"]
    assert codes(check_bytes(content, strict=True), "error") == ["F007"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_foreign_characters_are_mended_with_the_field_named(encoding: str) -> None:
    text = opening() + record(FEE | {"LINE_ITEM_DESCRIPTION": "Müller’s “brief” – draft…"})
    loaded = load(BytesIO(text.encode(encoding)))
    assert [(f.code, f.severity, f.field, f.value) for f in loaded.result.findings] == [
        ("F005", "warning", "LINE_ITEM_DESCRIPTION", "ü")
    ]
    assert next(loaded.batches()).lines["narrative"][0] == 'Müller\'s "brief" - draft...'


def test_a_description_over_several_lines_is_joined_and_lines_are_counted() -> None:
    broken = FEE | {"LINE_ITEM_DESCRIPTION": "Review \r\nof the\r\n report"}
    spoilt = FEE | {"LINE_ITEM_NUMBER": "2", "LINE_ITEM_DATE": "x"}
    result = check_bytes(file_of(broken, spoilt))
    assert [(f.code, f.line) for f in result.findings if f.code == "V101"] == [("V101", 6)]
    loaded = load(BytesIO(file_of(broken)), strict=True)
    batch = next(loaded.batches())
    assert batch.lines["narrative"][0] == "Review of the report"
    assert batch.lines["source_line"][0] == 3


def test_a_record_without_end_is_named_and_the_next_one_still_read() -> None:
    records = [FEE | {"INVOICE_NUMBER": f"I-{n}"} for n in range(3)]
    content = file_of(*records).replace(b"M-2026-0001[]", b"M-2026-0001", 1)
    result = check_bytes(content)
    assert [(f.code, f.line) for f in result.findings] == [("F003", 3)]
    assert [invoice.number for invoice in result.invoices] == ["I-0", "I-1", "I-2"]


def test_a_header_without_end_is_named_and_the_records_still_read() -> None:
    content = GOOD.replace(b"CLIENT_MATTER_ID[]", b"CLIENT_MATTER_ID", 1)
    result = check_bytes(content)
    assert [(f.code, f.line) for f in result.findings] == [("F003", 2)]
    assert len(result.invoices) == 1


def test_an_identifier_without_end_is_mended_unless_strict() -> None:
    content = GOOD.replace(b"LEDES1998B[]", b"LEDES1998B", 1)
    assert codes(check_bytes(content), "warning") == ["F001"]
    assert codes(check_bytes(content, strict=True), "error") == ["F001"]


def test_a_header_in_other_case_is_mended_unless_strict() -> None:
    content = GOOD.replace(b"INVOICE_DATE", b"Invoice_Date", 1)
    assert codes(check_bytes(content), "warning") == ["F002"]
    assert codes(check_bytes(content, strict=True), "error") == ["F002"]


class Endless:
    """A stream of one byte without end, which counts what was asked of it."""

    def __init__(self, start: bytes, filler: bytes) -> None:
        self.start, self.filler, self.given = start, filler, 0

    def seekable(self) -> bool:
        return False

    def read(self, size: int) -> bytes:
        self.given += size
        head, self.start = self.start[:size], self.start[size:]
        return head + self.filler * (size - len(head))


@pytest.mark.parametrize("start", [b"", b"LEDES1998B[]\r\n", opening().encode()])
@pytest.mark.parametrize("filler", [b"x", b"\n", b"|", b"["])
def test_a_line_without_end_is_not_read_to_its_end(start: bytes, filler: bytes) -> None:
    stream = Endless(start, filler)
    result = check(stream)  # type: ignore[arg-type]
    assert not result.accepted
    assert stream.given < 2_000_000
