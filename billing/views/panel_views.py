"""Bodies of the panels that billing shows on pages of other apps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.selectors.next_steps import STATE_TONES
from billing.selectors.queue import due_by, queue_rows
from billing.selectors.unmatched import waiting_count
from billing.views.access import reads, reviews
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.kernel import clock
from legalops.web import htmx
from matters.models import Matter
from vendors.models import Firm

_ROWS = 12
_ON_HOME = 8


@require_safe
@reviews
def to_review(request: HttpRequest) -> HttpResponse:
    """The next invoices of the review queue, the first due on top, for the home page."""
    waiting = Invoice.objects.visible_to(request.user).filter(state=InvoiceState.IN_REVIEW)
    context = {
        "rows": queue_rows(request.user).order_by("due_on", "pk")[:_ON_HOME],
        "total": waiting.count(),
        "late": waiting.filter(due_by(clock.today())).count(),
        "unmatched": waiting_count(request.user) if has_capability(request.user, can.INVOICES_MAP) else 0,
    }
    return htmx.render_fragment(request, "billing/home.html", "review", context)


@require_safe
@reads
def of_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The latest invoices of a matter."""
    matter = Matter.objects.visible_to(request.user).filter(pk=matter_id).first()
    if matter is None:
        raise Http404
    rows = Invoice.objects.visible_to(request.user).filter(matter=matter)
    return _panel(request, rows, f"matter={matter.number}")


@require_safe
@reads
def of_firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """The latest invoices of a firm, of matters the person may see."""
    firm = Firm.objects.visible_to(request.user).filter(pk=firm_id).first()
    if firm is None:
        raise Http404
    return _panel(request, Invoice.objects.visible_to(request.user).filter(firm=firm), f"firm={firm.pk}")


def _panel(request: HttpRequest, rows, query: str) -> HttpResponse:
    newest = rows.select_related("firm", "matter").order_by("-received_at", "-pk")
    found = list(newest[: _ROWS + 1])
    context = {"rows": found[:_ROWS], "more": len(found) > _ROWS, "query": query, "tones": STATE_TONES}
    return htmx.render_fragment(request, "billing/invoices.html", "panel", context)
