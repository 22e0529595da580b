"""How every view of an invoice begins."""

from django.http import Http404, HttpRequest

from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from matters.services.reading import note_read

reads = requires(can.INVOICES_VIEW)
reviews = requires(can.INVOICES_REVIEW)
# Others whom a policy asks decide on the pages of approvals.
approves = requires(can.INVOICES_APPROVE)
decides = requires(can.INVOICES_APPROVE, can.INVOICES_REVIEW)
pays = requires(can.INVOICES_EXPORT)
reads_exports = requires(can.INVOICES_EXPORT, can.INVOICES_VIEW_EXPORTS)


def invoice_or_404(request: HttpRequest, pk: int) -> Invoice:
    """The invoice, if it exists for this person. Absent and hidden look the same."""
    related = ("firm", "matter__stage", "matter__lead", "matter__team", "reviewer", "submission")
    invoice = Invoice.objects.visible_to(request.user).select_related(*related).filter(pk=pk).first()
    if invoice is None:
        raise Http404
    if invoice.matter is not None:
        note_read(invoice.matter, page=f"invoice {invoice.number}", actor=request.user)
    return invoice
