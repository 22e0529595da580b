"""Files to take away: templates to fill in, and rows to mend."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.imports import blanks, registry
from legalops.imports.enums import Verdict
from legalops.imports.models import Import
from legalops.imports.services.receiving import sample
from legalops.imports.views.access import imports, own_or_404
from legalops.web.exports import Sheet, csv_lines, record_export


@require_safe
@imports
def template(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """The headings of a kind and one example row, as CSV or XLSX."""
    importable = registry.find_for(request.user, kind)
    if form == "csv":
        return _csv(blanks.sheet(importable), f"{kind}-template.csv")
    if form != "xlsx":
        raise Http404
    return FileResponse(blanks.workbook(importable), as_attachment=True, filename=f"{kind}-template.xlsx")


@require_safe
@imports
def problems(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The wrong rows with the columns of the file, and what is wrong with each."""
    made = own_or_404(request, pk)
    wrong = made.rows.filter(verdict=Verdict.WRONG)
    record_export(request, "import-problems", "csv", rows=str(wrong.count()))
    head, _rows = sample(made, 0)
    sheet = Sheet([*head, _("Row"), _("Problem")], _problem_rows(made, len(head)))
    return _csv(sheet, f"problems-{made.pk}.csv")


def words(problem: dict[str, str]) -> str:
    """One problem in a sentence: where, what, how to mend it."""
    where = f"{problem['column']}: " if problem["column"] else ""
    return f"{where}{problem['wrong']} {problem['mend']}".strip()


def _problem_rows(made: Import, width: int) -> Iterator[list[Any]]:
    rows = made.rows.filter(verdict=Verdict.WRONG).order_by("number")
    for row in rows.iterator(chunk_size=2_000):
        cells = (row.cells + [""] * width)[:width]
        yield [*cells, row.number, " / ".join(words(each) for each in row.problems)]


def _csv(sheet: Sheet, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8", headers=headers)
