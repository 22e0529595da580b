"""Hand-overs to accounts payable."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from billing.models import ApExport
from billing.selectors.ended_codes import SHOWN, ended_of, ended_of_waiting
from billing.selectors.exports import exports_seen_by, items_of, waiting_totals
from billing.services.exports import export_approved, note_download
from billing.tables import ExportItemTable, ExportTable
from billing.views.access import pays, reads_exports
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.documents.serving import serve
from legalops.web import htmx, toasts


@never_cache
@require_safe
@reads_exports
def exports(request: HttpRequest) -> HttpResponseBase:
    """What waits for accounts payable, and the files made so far."""
    table = ExportTable(request, exports_seen_by(request.user))
    if sheet := table.export():
        return sheet
    context = {
        "waiting": waiting_totals(request.user),
        "ended": ended_of_waiting(request.user) if _may_export(request) else [],
        "shown": SHOWN,
        "table": table,
        "may_export": _may_export(request),
    }
    return htmx.render_page(request, "billing/exports.html", context, partials={"export-list": "list"})


@require_POST
@pays
def make_export(request: HttpRequest) -> HttpResponse:
    """Hand over everything that waits; a second click finds nothing left."""
    export = export_approved(actor=request.user)
    said = ngettext("%(n)d invoice is in %(name)s.", "%(n)d invoices are in %(name)s.", export.invoice_count)
    toasts.toast(request, said % {"n": export.invoice_count, "name": export})
    return htmx.hx_redirect(request, reverse("billing:export", args=[export.pk]))


@require_safe
@reads_exports
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The invoices of one file."""
    found = _export_or_404(request, pk)
    table = ExportItemTable(request, items_of(found))
    if sheet := table.export():
        return sheet
    context = {"export": found, "table": table, "ended": ended_of(found), "shown": SHOWN}
    return htmx.render_page(request, "billing/export.html", context, partials={"export-items": "list"})


@require_safe
@reads_exports
def export_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    found = _export_or_404(request, pk)
    note_download(found, actor=request.user)
    return serve(request, found.document)


def _may_export(request: HttpRequest) -> bool:
    return has_capability(request.user, can.INVOICES_EXPORT)


def _export_or_404(request: HttpRequest, pk: int) -> ApExport:
    found = exports_seen_by(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such file."))
    return found
