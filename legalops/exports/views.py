"""The page of the full export."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.exports.models import FullExport
from legalops.exports.services import exporting
from legalops.web import progress
from legalops.web.htmx import hx_redirect, render_page

administers = requires(can.CONFIGURE)
SHOWN = 20


@require_safe
@administers
def everything(request: HttpRequest) -> HttpResponse:
    """The person's exports, and the one being made."""
    exports = list(FullExport.objects.visible_to(request.user).select_related("job")[:SHOWN])
    latest = exports[0] if exports else None
    busy = latest if latest and latest.job and not latest.made_at and not latest.problem else None
    context = {
        "exports": exports,
        "busy": busy,
        "progress": progress.of_job(busy.job) if busy and busy.job else None,
    }
    return render_page(request, "exports/all.html", context)


@require_POST
@administers
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a new one."""
    exporting.ask(actor=request.user)
    return hx_redirect(request, "exports:all")


@require_safe
@administers
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is."""
    made = _own_or_404(request, pk)
    url = reverse("exports:all")
    if made.job is None:
        return hx_redirect(request, url)
    shown = progress.of_job(made.job, result_url=url)
    return progress.respond(request, shown, poll_url=reverse("exports:progress", args=[made.pk]))


@require_safe
@administers
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The archive, once made and while it is kept."""
    made = _own_or_404(request, pk)
    file = exporting.hand_out(made, actor=request.user)
    response = FileResponse(file, as_attachment=True, filename=str(made), content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


def _own_or_404(request: HttpRequest, pk: int) -> FullExport:
    return get_object_or_404(FullExport.objects.visible_to(request.user).select_related("job"), pk=pk)
