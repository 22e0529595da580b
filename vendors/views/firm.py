"""A firm's page: one header, four tabs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.timeline.record import RecordTimeline
from legalops.web import palette
from vendors.models import Firm
from vendors.selectors.firms import firm_events, people_of, rate_lines
from vendors.views.access import firm_or_404, reads, timekeeper_or_404


def frame_of(request: HttpRequest, firm: Firm, tab: str) -> dict[str, Any]:
    """What the header of every tab shows."""
    pending = firm.timekeepers.filter(status="pending").count()
    words = {
        "firm": (_("Overview"), ""),
        "timekeepers": (_("Timekeepers"), pending or ""),
        "rates": (_("Rates"), ""),
        "history": (_("Timeline"), ""),
    }
    tabs = [
        {
            "label": label,
            "count": count,
            "url": reverse(f"vendors:{name}", args=[firm.code]),
            "current": name == tab,
        }
        for name, (label, count) in words.items()
    ]
    return {"firm": firm, "tabs": tabs, "can_edit": has_capability(request.user, can.VENDORS_EDIT)}


@require_safe
@reads
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Facts, offices, portal users, and what other apps know about the firm."""
    firm = firm_or_404(request, code)
    palette.visited(request, "firm", firm.pk)
    context = frame_of(request, firm, "firm") | {
        "offices": firm.offices.all(),
        "memberships": firm.memberships.select_related("user").order_by("user__full_name"),
    }
    return render(request, "vendors/overview.html", context)


@require_safe
@reads
def timekeepers(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone the firm bills, those that wait for a decision first."""
    firm = firm_or_404(request, code)
    people = people_of(firm, request.user).prefetch_related("aliases")
    context = frame_of(request, firm, "timekeepers") | {"people": people}
    return render(request, "vendors/timekeepers.html", context)


@require_safe
@reads
def rates(request: HttpRequest, code: str) -> HttpResponse:
    """The rate in force of everyone, with the step before it."""
    firm = firm_or_404(request, code)
    context = frame_of(request, firm, "rates") | {"lines": rate_lines(firm, request.user)}
    return render(request, "vendors/rates.html", context)


@require_safe
@reads
def rate_history(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """All rates of one timekeeper, newest first."""
    timekeeper = timekeeper_or_404(request, code, pk)
    rows = timekeeper.rates.order_by("currency", "-valid_from")
    context = frame_of(request, timekeeper.firm, "rates") | {"timekeeper": timekeeper, "rows": rows}
    return render(request, "vendors/rate_history.html", context)


@require_safe
@reads
def history(request: HttpRequest, code: str) -> HttpResponseBase:
    """What happened with the firm and its people, newest first."""
    firm = firm_or_404(request, code)
    shown = RecordTimeline(request, firm_events(firm), about=firm)
    if export := shown.export():
        return export
    return render(request, "vendors/history.html", frame_of(request, firm, "history") | {"timeline": shown})
