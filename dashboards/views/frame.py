"""What every dashboard page has: the gate, the read-only guard, tabs, definitions and the freshness stamp."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.filters import SpendFilters
from dashboards.metrics import METRICS
from dashboards.selectors.freshness import freshness
from dashboards.views import words
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.services import has_capability
from legalops.web.readonly import reads_only


def reads(view: Callable) -> Callable:
    """The gate of every dashboard page, and the promise that it only reads."""
    return requires(can.DASHBOARDS_VIEW)(reads_only(view))


def frame(request: HttpRequest, tab: str, filters: SpendFilters | None = None) -> dict[str, Any]:
    """What the templates of all dashboard pages expect."""
    fresh = freshness()
    return {
        "filters": filters,
        "query": filters.query if filters else None,
        "tabs": _tabs(tab),
        "metrics": METRICS,
        "fresh": fresh,
        "fresh_at": words.clock_time(fresh.through),
        "currency": settings.BASE_CURRENCY,
        "sees_invoices": has_capability(request.user, can.INVOICES_VIEW),
    }


def _tabs(current: str) -> list[tuple[str, str, bool]]:
    labels = {"overview": _("Overview"), "spend": _("Spend and savings"), "waiting": _("Invoices waiting")}
    return [(label, reverse(f"dashboards:{name}"), name == current) for name, label in labels.items()]
