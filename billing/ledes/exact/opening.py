"""The first two lines of a text file: identifier and header (domain/ledes.md §1.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from billing.ledes.exact.records import Record, leading_breaks
from billing.ledes.exact.repair import fields_of, text_of
from billing.ledes.fields import NAMES_98BI
from billing.ledes.findings import Notes
from billing.ledes.formats import IDENTIFIERS, NAMES, Format, format_of_identifier, format_of_names


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening told: the format, whether the records can be judged, and a first record that was
    stuck to a header without `[]`."""

    format: Format | None
    readable: bool
    stuck: Record | None = None


def read_opening(records: Iterator[Record], notes: Notes) -> Opening:
    """Read identifier and header; findings F000, F001, F002, F003 go to the notes."""
    first = next(records, None)
    if first is None:
        notes.error("F000")
        return Opening(None, readable=False)
    known, header = _identify(first, notes)
    if known is None:
        return Opening(None, readable=False)
    header = header or next(records, None)
    if header is None:
        notes.error("F002", expected=len(NAMES[known]), what="there is no header")
        return Opening(known, readable=False)
    return _read_header(known, header, notes)


def _identify(record: Record, notes: Notes) -> tuple[Format | None, Record | None]:
    """The format, and the header when it stands in the same record as the identifier."""
    text = text_of(record.raw, record.line, Notes())
    first, _, rest = text.partition("\n")
    if first.startswith("INVOICE_DATE|"):
        known = format_of_names(fields_of(first)) or _likely_format(first)
        notes.error("F001:missing", record.line, value=first, expected=IDENTIFIERS[known])
        return known, record
    found = format_of_identifier(first.strip())
    if found is None:
        notes.error("F001", record.line, value=first)
        return None, None
    if rest or not record.ended or first != IDENTIFIERS[found] or not record.raw.isascii():
        odd = first if record.ended and not rest else f"{first} without []"
        notes.repaired("F001:odd", record.line, value=odd, expected=IDENTIFIERS[found])
    return found, _after_first_line(record) if rest else None


def _read_header(known: Format, record: Record, notes: Notes) -> Opening:
    expected = NAMES[known]
    stuck = None
    text = text_of(record.raw, record.line, notes)
    names = fields_of(text)
    if len(names) > len(expected) and "\n" in text:
        names = fields_of(text.partition("\n")[0])
        stuck = _after_first_line(record)
    if stuck or not record.ended:
        notes.error("F003", record.line)
    if tuple(names) == expected:
        return Opening(known, readable=True, stuck=stuck)
    if [name.casefold() for name in names] == [name.casefold() for name in expected]:
        found, right = next(pair for pair in zip(names, expected, strict=True) if pair[0] != pair[1])
        notes.repaired("F002:case", record.line, value=found, expected=right)
        return Opening(known, readable=True, stuck=stuck)
    what = _difference(names, expected)
    notes.error("F002", record.line, value=names[0], expected=len(expected), what=what)
    return Opening(known, readable=False)


def _after_first_line(record: Record) -> Record:
    rest = record.raw.partition(b"\n")[2]
    return Record(record.line + 1 + leading_breaks(rest), rest.strip(), record.ended, record.oversize)


def _likely_format(header: str) -> Format:
    return Format.LEDES98BI_V2 if header.count("|") > len(NAMES_98BI) // 2 else Format.LEDES1998B


def _difference(names: list[str], expected: tuple[str, ...]) -> str:
    """The first difference, in words."""
    if len(names) != len(expected):
        missing = [name for name in expected if name not in names]
        extra = [name for name in names if name not in expected]
        told = [f"it has {len(names)}"]
        told += [f"{missing[0]} is missing"] if missing else []
        told += [f"{extra[0][:40] or 'a blank name'} is not a LEDES field"] if extra else []
        return ", ".join(told)
    place, (found, right) = next(
        (n, pair) for n, pair in enumerate(zip(names, expected, strict=True), 1) if pair[0] != pair[1]
    )
    return f"name {place} is {found[:40] or 'blank'} instead of {right}"
