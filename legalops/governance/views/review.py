"""Access review: choose whom, take the file."""

import tempfile

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from legalops.accounts.models import Team
from legalops.governance.selectors.review import people_to_review, review_sheet
from legalops.governance.views.access import reviews
from legalops.kernel import clock
from legalops.web.exports import Sheet, csv_lines, record_export, write_xlsx

_NAME = "access-review"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@reviews
def review(request: HttpRequest) -> HttpResponseBase:
    """The page with its filter; with `export` the file, recorded in the ledger."""
    team = Team.objects.filter(pk=_number(request.GET.get("team"))).first()
    people = people_to_review(team, with_left="left" in request.GET)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        count = people.count()
        record_export(request, _NAME, kind, rows=str(count))
        return _file(kind, review_sheet(people, request.user))
    context = {
        "people": people[:200],
        "count": people.count(),
        "teams": Team.objects.all(),
        "team": team,
        "with_left": "left" in request.GET,
    }
    return render(request, "governance/review.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _file(kind: str, sheet: Sheet) -> HttpResponseBase:
    name = f"{_NAME}-{clock.today().isoformat()}.{kind}"
    if kind == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(
            csv_lines(sheet), content_type="text/csv; charset=utf-8", headers=headers
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write_xlsx(sheet, file, _NAME)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)
