"""Exports as downloads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.web import formats, reading
from legalops.web.exports.sheets import Sheet, csv_lines, write_xlsx

if TYPE_CHECKING:
    from legalops.web.tables.columns import Column

XLSX_ROWS = 100_000
_CHUNK = 2_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def respond(
    kind: Literal["csv", "xlsx"], name: str, columns: Sequence[Column], queryset: QuerySet
) -> HttpResponseBase:
    """The rows of a table as a file: CSV is streamed without limit, XLSX up to 100,000 rows. Its words and
    the writing of its values are the product's, whoever asks, since programs read them.

    Raises DomainError when a workbook would be larger.
    """
    rows = _rows(columns, queryset)
    if kind == "csv":
        with reading.as_the_product():
            return respond_csv(name, Sheet(_head(columns), rows))
    _refuse_too_many(queryset)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    with reading.as_the_product():
        write_xlsx(Sheet(_head(columns, settings.REPORTING_TIME_ZONE), rows), file, name)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_file_name(name, kind), content_type=_XLSX)


def respond_csv(name: str, sheet: Sheet) -> HttpResponseBase:
    """Any sheet as a CSV file, streamed."""
    disposition = f'attachment; filename="{_file_name(name, "csv")}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8", headers=headers)


def _file_name(name: str, kind: str) -> str:
    return f"{name}-{clock.today().isoformat()}.{kind}"


def _head(columns: Sequence[Column], zone: str = "") -> list[str]:
    """A workbook's cells cannot say in which zone a clock time is, so there the head does."""
    names: list[str] = []
    for column in columns:
        unit = column.unit or (zone if column.kind == "instant" else "")
        names.append(f"{column.label} ({unit})" if unit else str(column.label))
        if column.kind == "money" and column.currency_from:
            names.append(_("%s currency") % column.label)
    return names


def _rows(columns: Sequence[Column], queryset: QuerySet) -> Iterator[list[Any]]:
    for row in queryset.iterator(chunk_size=_CHUNK):
        values: list[Any] = []
        for column in columns:
            values.append(column.plain(row))
            if column.kind == "money" and column.currency_from:
                values.append(column.read_currency(row))
        yield values


def _refuse_too_many(queryset: QuerySet) -> None:
    if queryset.order_by()[XLSX_ROWS : XLSX_ROWS + 1].exists():
        limit = formats.number(XLSX_ROWS)
        raise DomainError(
            "export_too_large",
            _("This list has more than %s rows, too many for a workbook. Narrow it, or export as CSV.")
            % limit,
        )
