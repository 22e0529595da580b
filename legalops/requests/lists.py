"""The queue of requests with its saved views and what can be changed of many at once."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.lists.bulk.custom import custom_changes
from legalops.lists.bulk.registry import register_change, register_maker
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.requests.changing import CHANGES, REQUESTS
from legalops.requests.filters import QueueFilters
from legalops.requests.selectors.lists import request_rows
from legalops.requests.tables import QueueTable
from legalops.web import lists
from legalops.web.lists import ListSpec

WORK = frozenset({can.REQUESTS_WORK})
SPEC = ListSpec(_("Requests"), "requests:queue", QueueTable, QueueFilters, request_rows, WORK)


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
    for change in CHANGES:
        register_change(change)
    register_maker(SPEC.id, custom_changes(REQUESTS, "request"))


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        SPEC,
        [
            ShippedView("mine", _t("Mine"), {"who": ["me"], "show": ["open"], "sort": ["sla"]}),
            ShippedView("unassigned", _t("Unassigned"), {"who": ["nobody"], "show": ["open"]}),
            ShippedView("next-clock", _t("By what is promised"), {"show": ["open"], "sort": ["sla"]}),
        ],
    )
