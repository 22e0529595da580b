"""The destinations that belong to the frame itself."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav, panels

# A requester's page of requests is their day.
_WORK = frozenset(
    {
        can.MATTERS_VIEW_ALL,
        can.MATTERS_VIEW_ASSIGNED,
        can.REQUESTS_WORK,
        can.REQUESTS_VIEW_ALL,
        can.INVOICES_REVIEW,
        can.INVOICES_EXPORT,
    }
)


def register() -> None:
    """Home and the day of everyone of the department."""
    nav.register(nav.NavItem(_("Home"), "home", "home", capability=nav.STAFF, order=0))
    nav.register(nav.NavItem(_("Today"), "calendar-event", "today", _WORK, order=1, keys="g y"))
    panels.register(
        "home", panels.PanelSpec(_("Today"), "today_panel", _WORK, order=1, icon="calendar-event", wide=True)
    )
