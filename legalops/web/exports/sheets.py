"""A sheet is a head and rows of plain values; CSV and XLSX are two ways to write it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from legalops.web.exports.neutral import neutralise

_BOM = "\ufeff"
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """Names of the columns, and rows of Decimal, int, date, datetime, bool, None or text."""

    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


class _Line:
    """A file for csv.writer that hands the line it was given straight back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """CSV lines one by one: UTF-8 with a mark that Excel understands, CRLF, ISO dates, plain decimals."""
    writer = csv.writer(_Line())
    yield _BOM + writer.writerow([neutralise(name) for name in sheet.head])
    for row in sheet.rows:
        yield writer.writerow([_csv_value(value) for value in row])


def write_xlsx(sheet: Sheet, stream: BinaryIO, title: str = "Rows") -> None:
    """Write a workbook row by row, so that memory stays flat; numbers stay numbers, text is never a
    formula.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(title[:31])
    page.freeze_panes = "A2"
    for at, name in enumerate(sheet.head, start=1):
        page.column_dimensions[get_column_letter(at)].width = min(_WIDEST, len(name) + 8)
    page.append([_head_cell(page, name) for name in sheet.head])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    book.save(stream)


def _csv_value(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if isinstance(value, int | float) else neutralise(str(value))


def _head_cell(page: Any, name: str) -> WriteOnlyCell:
    cell = _cell(page, name)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime):
        return WriteOnlyCell(page, _local(value).replace(tzinfo=None))
    if isinstance(value, Decimal):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "#,##0.00" if value.as_tuple().exponent else "#,##0"
        return cell
    if value is None or isinstance(value, bool | int | float | date):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, neutralise(str(value)))
    cell.data_type = "s"
    return cell


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE))
