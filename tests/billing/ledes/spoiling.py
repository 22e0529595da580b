"""Hypothesis strategies: valid files of a few invoices, and ways in which firms spoil them."""

from io import BytesIO

from hypothesis import strategies as st

from bench.ledes_files import write_file
from billing.ledes.formats import NAMES, Format

FORMATS = st.sampled_from([Format.LEDES1998B, Format.LEDES98BI_V2])
NUMBERS = [
    "0", "-0", "1", "1.", ".5", "-.5", "+1", "1.00005", "0.2", "0.20000000", ".2", "20", "1e2", "1,000",
    "12345678901.00", "9999999999.9999", "-9999999999.9999", " 5", "5 ", "NaN", "inf", "0x1", "01", "1 ",
    "999", "0.0612450",
]  # fmt: skip
DATES = [
    "20260531", "20260231", "00000000", "19000101", "20991231", "2026-05-31", " 20260531", "2026+531",
]  # fmt: skip
WORDS = [
    "", " ", "NULL", "null", "F", "f", "E", "e", "IF", "IE", "X", "PT", "PARTNR", "partnr", "OT", "L120",
    "A104", "E101", "GBP", "gbp", "O", "T", "o", "x" * 20, "x" * 21, "x" * 300, "Müller", "’", "[draft]",
    "a\tb", "a\r\nb", "a\x00b", "a\x0bb", '"quoted', '"', "#x", "=1+1", "INV-000001", "INV-000002",
    "inv-000001", "Doe, Jane",
]  # fmt: skip
VALUES = st.sampled_from(NUMBERS + DATES + WORDS)
PIECES = st.sampled_from(
    [
        b"",
        b"|",
        b"[]",
        b"[",
        b"]",
        b"\r",
        b"\n",
        b"\r\n",
        b"[]\r\n",
        b" ",
        b"\x00",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"x",
    ]
)


@st.composite
def valid_records(draw: st.DrawFn) -> tuple[Format, list[list[str]]]:
    """A valid file as lists of values, identifier and header left out."""
    known = draw(FORMATS)
    stream = BytesIO()
    write_file(stream, draw(st.integers(1, 9)), known=known, per_invoice=draw(st.integers(1, 4)))
    records = stream.getvalue().decode().split("[]\r\n")[2:-1]
    return known, [text.split("|") for text in records]


@st.composite
def spoilt_files(draw: st.DrawFn) -> bytes:
    """A valid file with up to three faults in values, order or bytes."""
    known, records = draw(valid_records())
    for _ in range(draw(st.integers(0, 3))):
        draw(st.sampled_from([_value, _column, _order]))(draw, records)
    end = draw(st.sampled_from(["\r\n", "\r\n", "\n", "\r", ""]))
    identifier = {Format.LEDES1998B: "LEDES1998B", Format.LEDES98BI_V2: "LEDES98BI V2"}[known]
    lines = [identifier, "|".join(NAMES[known]), *("|".join(values) for values in records)]
    text = "".join(f"{line}[]{end}" for line in lines)
    content = text.encode(draw(st.sampled_from(["utf-8", "cp1252"])), "replace")
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        content = _bytes(draw, content)
    return content


def _value(draw: st.DrawFn, records: list[list[str]]) -> None:
    """One value of one record."""
    values = draw(st.sampled_from(records))
    values[draw(st.integers(0, len(values) - 1))] = draw(VALUES)


def _column(draw: st.DrawFn, records: list[list[str]]) -> None:
    """The same value on every record."""
    place, value = draw(st.integers(0, len(records[0]) - 1)), draw(VALUES)
    for values in records:
        values[place] = value


def _order(draw: st.DrawFn, records: list[list[str]]) -> None:
    """One record elsewhere, twice, or not at all."""
    values = records.pop(draw(st.integers(0, len(records) - 1)))
    for _ in range(draw(st.integers(0, 2)) if records else 1):
        records.insert(draw(st.integers(0, len(records))), list(values))


def _bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes cut out, put in, or turned."""
    place = draw(st.integers(0, len(content)))
    cut = draw(st.sampled_from([0, 0, 1, 1, 2, 50, len(content)]))
    return content[:place] + draw(PIECES) + content[place + cut :]
