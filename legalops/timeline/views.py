"""The ledger's pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.audit.models import AuditEvent
from legalops.kernel import records
from legalops.timeline.filters import LedgerFilters
from legalops.timeline.tables import LedgerTable, did, kind, record_url
from legalops.timeline.words import facts
from legalops.web import htmx

audits = requires(can.AUDIT_VIEW)


@require_safe
@audits
def events(request: HttpRequest) -> HttpResponseBase:
    """All events, newest first, with filters in the address."""
    filters = LedgerFilters(request, AuditEvent.objects.visible_to(request.user))
    if menu := filters.menu():
        return menu
    table = LedgerTable(request, filters.qs, filtered=filters.narrowed)
    if (answer := table.answer()) is not None:
        return answer
    context = {"filters": filters, "table": table}
    return htmx.render_page(request, "timeline/events.html", context, partials={"ledger": "list"})


@require_safe
@audits
def peek(request: HttpRequest, pk: int) -> HttpResponse:
    """One event whole: every fact before and after, and what else belongs to the same act."""
    event = _event_or_404(request, pk)
    together = AuditEvent.objects.visible_to(request.user).filter(correlation_id=event.correlation_id)
    context = {
        "event": event,
        "did": did(event),
        "kind": kind(event),
        "record_url": record_url(event),
        "facts": facts(event),
        "together": together.exclude(pk=pk).count(),
    }
    return htmx.render_fragment(request, "timeline/events.html", "peek", context)


@require_safe
@audits
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the record an event is about, where it has a page and this person may see it."""
    event = _event_or_404(request, pk)
    for each in records.known():
        if each.model._meta.label_lower == event.subject_type:
            record = get_object_or_404(each.rows().visible_to(request.user), pk=event.subject_id)
            return HttpResponseRedirect(each.address(record))
    raise Http404


def _event_or_404(request: HttpRequest, pk: int) -> AuditEvent:
    return get_object_or_404(AuditEvent.objects.visible_to(request.user), pk=pk)
