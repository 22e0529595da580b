"""A table is a head and numbered rows of text, whatever file it came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Formula(str):
    """The text of a cell that holds a formula: it is never worked out, and refused where it is used."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Most rows below the head, columns, and characters of a cell."""

    rows: int = 100_000
    columns: int = 200
    cell: int = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are (row number as a spreadsheet counts, cells as text); empty rows are left out."""

    head: Sequence[str]
    rows: Iterator[tuple[int, list[str]]] = field(repr=False)
    sheets: Sequence[str] = ()


def open_table(file: BinaryIO, *, workbook: bool, sheet: str = "", limits: Limits | None = None) -> Table:
    """The table in an open, seekable file. Raises DomainError with the place and the mend."""
    from legalops.imports.reading import text, workbooks

    limits = limits or Limits()
    lines, sheets = workbooks.lines(file, sheet) if workbook else (text.lines(file), ())
    numbered = _checked(enumerate(lines, start=1), limits)
    for number, head in numbered:
        return Table(_head(head, number), _filled(numbered, limits), sheets)
    raise refusal("empty", _("The file holds no rows. Put the headings into its first row."))


def refuse_old_formats(file: BinaryIO, name: str) -> None:
    """Say of a protected or pre-2007 workbook how to save it. Leaves the file at its beginning."""
    opening = file.read(len(_OLE))
    rest = file.read() if opening == _OLE else b""
    file.seek(0)
    if opening != _OLE:
        return
    if _ENCRYPTED in rest:
        message = _("%(name)s is protected by a password. Remove the password in Excel and upload it again.")
        raise refusal("encrypted", message % {"name": name})
    message = _("%(name)s is in the format of Excel before 2007. Save it as “Excel workbook (.xlsx)” or CSV.")
    raise refusal("old_workbook", message % {"name": name})


def refusal(code: str, message: str) -> DomainError:
    """A refusal of the whole file."""
    return DomainError(f"imports.{code}", message, field="file")


def _head(cells: Sequence[str], number: int) -> list[str]:
    head = [cell.strip() for cell in cells]
    while head and not head[-1]:
        head.pop()
    if not any(head):
        raise refusal("no_head", _("Row %d holds no headings. Put them into the first row.") % number)
    return head


def _filled(rows: Iterator[tuple[int, list[str]]], limits: Limits) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > limits.rows:
            message = _("The file holds more than %(most)d rows. Split it into files of at most as many.")
            raise refusal("too_many_rows", message % {"most": limits.rows})
        yield number, cells


def _checked(rows: Iterator[tuple[int, list[str]]], limits: Limits) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        if len(cells) > limits.columns:
            message = _("Row %(row)d has %(count)d columns; at most %(most)d can be read. Remove the others.")
            facts = {"row": number, "count": len(cells), "most": limits.columns}
            raise refusal("too_many_columns", message % facts)
        if any(len(cell) > limits.cell for cell in cells):
            message = _("A cell of row %(row)d is longer than %(most)d characters. Shorten it.")
            raise refusal("cell_too_long", message % {"row": number, "most": limits.cell})
        yield number, cells
