"""The review queue and the list of all invoices."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from billing.filters import TABS_ID, InvoiceFilters, QueueFilters
from billing.models import Invoice
from billing.selectors.queue import invoice_rows, queue_rows
from billing.selectors.workspace.grouping import View
from billing.services.bulk import preview_submission, submit_clean
from billing.tables import InvoiceTable, QueueTable
from billing.views.access import invoice_or_404, reads, reviews
from billing.views.review_page import ReviewPage
from legalops.web import htmx, toasts
from legalops.web.tables import selection_of

MOST_AT_ONCE = 100


@never_cache
@require_safe
@reviews
def queue(request: HttpRequest) -> HttpResponseBase:
    """What waits in review, the first due on top."""
    filters = QueueFilters(request, queue_rows)
    if menu := filters.menu():
        return menu
    table = QueueTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    return htmx.render_page(
        request,
        "billing/queue.html",
        {"filters": filters, "table": table},
        partials={"queue-list": "list", TABS_ID: "tabs"},
        outline=True,
    )


@require_safe
@reads
def invoices(request: HttpRequest) -> HttpResponseBase:
    """Every invoice the person may see."""
    filters = InvoiceFilters(request, invoice_rows)
    if menu := filters.menu():
        return menu
    table = InvoiceTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    return htmx.render_page(
        request,
        "billing/invoices.html",
        {"filters": filters, "table": table},
        partials={"invoice-list": "list"},
        outline=True,
    )


@require_safe
@reads
def peek(request: HttpRequest, pk: int) -> HttpResponse:
    """An invoice at a glance, beside the list."""
    page = ReviewPage(request, invoice_or_404(request, pk), View())
    return htmx.render_fragment(request, "billing/invoices.html", "peek", page.context())


@require_POST
@reviews
def submit_many(request: HttpRequest) -> HttpResponse:
    """First what would happen to each selected invoice, then, confirmed, submit the clean ones."""
    chosen = _chosen(request)
    if request.POST.get("confirmed") != "1":
        proposals = preview_submission(chosen, actor=request.user)
        ready = [proposal for proposal in proposals if not proposal.refusal]
        context = {"proposals": proposals, "ready": ready}
        return htmx.render_page(
            request, "billing/submit_many.html", context, partials={"form-dialog-body": "dialog"}
        )
    result = submit_clean(chosen, actor=request.user)
    said = ngettext("%d invoice was submitted.", "%d invoices were submitted.", len(result.done))
    toasts.toast(request, said % len(result.done), level="success" if result.done else "warning")
    if result.refused:
        kept = ngettext("%d invoice stays in review.", "%d invoices stay in review.", len(result.refused))
        toasts.toast(request, kept % len(result.refused), level="warning")
    return htmx.hx_redirect(request, reverse("billing:queue"))


def _chosen(request: HttpRequest) -> list[Invoice]:
    keys = selection_of(request).keys[:MOST_AT_ONCE]
    related = ("firm", "matter__lead", "matter__team", "reviewer")
    found = Invoice.objects.visible_to(request.user).filter(pk__in=keys).select_related(*related)
    chosen = list(found.order_by("due_on", "pk"))
    if not chosen:
        raise Http404(_("Nothing of the selection is there any more."))
    return chosen
