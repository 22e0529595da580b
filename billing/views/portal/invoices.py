"""The firm's invoices: what was billed, what was approved, and why the difference."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from billing.models import InvoiceLine
from billing.selectors import portal
from billing.selectors.credit_notes import credited_by, credited_of
from billing.selectors.firm_ids import is_other_firm_id
from billing.views.portal.filters import PortalInvoiceFilter
from billing.views.portal.firm import firm_of, or_404, viewer
from billing.views.portal.line_table import PortalLineTable
from billing.views.portal.tables import PortalInvoiceTable
from legalops.web.htmx import render_page


@require_safe
@viewer
def invoices(request: HttpRequest) -> HttpResponse:
    """The firm's invoices, by state."""
    firm = firm_of(request)
    filters = PortalInvoiceFilter(request, portal.invoices_of(request.user))
    table = PortalInvoiceTable(request, filters.qs, filtered=filters.narrowed)
    export = table.export()
    if export:
        return export
    context = {"firm": firm, "filters": filters, "table": table, "states": portal.state_counts(request.user)}
    return render_page(
        request, "billing/portal/invoices.html", context, partials={"portal-invoice-list": "list"}
    )


@require_safe
@viewer
def invoice(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One invoice with its outcome and every reason given."""
    firm = firm_of(request)
    row = or_404(
        portal.invoices_of(request.user)
        .select_related("firm", "submission", "replaces")
        .filter(pk=pk)
        .first()
    )
    lines = PortalLineTable(request, InvoiceLine.objects.visible_to(request.user).filter(invoice=row))
    if sheet := lines.export():
        return sheet
    context = {
        "firm": firm,
        "invoice": row,
        "matter": row.matter if row.is_own_matter else None,
        "other_firm_id": is_other_firm_id(row),
        "credited": credited_of(row, request.user) or credited_by(row, request.user),
        "decided": portal.is_decided(row),
        "steps": portal.tracker(row),
        "next_step": portal.NEXT_STEPS[row.state],
        "tone": portal.STATE_TONES[row.state],
        "reduced": portal.reduced_lines(row),
        "notes": portal.notes_to_firm(request.user, row),
        "events": portal.events_for_firm(row),
        "table": lines,
    }
    return render_page(request, "billing/portal/invoice.html", context, partials={"portal-lines": "lines"})
