"""Sheets of a workbook as text. Formulas are not worked out, macros and entities are refused."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from legalops.documents.safe_zip import ZipLimits
from legalops.documents.safe_zip.directory import read_directory
from legalops.imports.reading.tables import Formula, refusal

_LIMITS = ZipLimits(entries=1_000)
_CHUNK = 256 * 1024


def lines(file: BinaryIO, sheet: str) -> tuple[Iterator[list[str]], Sequence[str]]:
    """The rows of one sheet (the first without a name), and the names of all. Raises DomainError."""
    _check(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        message = _("This workbook is damaged. Open it in Excel, save it again and upload the new file.")
        raise refusal("damaged_workbook", message) from error
    names = [page.title for page in book.worksheets]
    if sheet and sheet not in names:
        message = _("The workbook has no sheet “%(sheet)s”. Choose one of: %(names)s.")
        raise refusal("no_sheet", message % {"sheet": sheet, "names": ", ".join(names)})
    page = book[sheet or names[0]]
    page.reset_dimensions()
    return ([_text(cell) for cell in row] for row in page.iter_rows()), names


def _check(file: BinaryIO) -> None:
    archive, spent = read_directory(file, _LIMITS), 0
    for entry in archive.infolist():
        if entry.filename.lower().endswith("vbaproject.bin"):
            message = _("This workbook holds macros. Save it as “Excel workbook (.xlsx)” without macros.")
            raise refusal("macros", message)
        spent += _inflated(archive, entry, spent)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, spent: int) -> int:
    """Bytes of one part, counted since declared sizes lie; refuses what no spreadsheet program writes."""
    size, tail = 0, b""
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if spent + size > _LIMITS.total_bytes:
                    raise refusal("workbook_too_large", _("This workbook is too large. Split it."))
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in tail + chunk:
                    raise refusal("entities", _("This workbook was not made by a spreadsheet. Use CSV."))
                tail = chunk[-9:]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        message = _("This workbook is damaged. Open it in Excel, save it again and upload the new file.")
        raise refusal("damaged_workbook", message) from error
    return size


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        return Formula(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return _as_written(str(value))


def _as_written(text: str) -> str:
    # Our own workbooks carry the same harmless mark as our CSV does.
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
