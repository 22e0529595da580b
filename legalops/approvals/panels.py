"""Where approvals show themselves in the frame: rail and home page."""

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.approvals.selectors.inbox import count_waiting
from legalops.web import nav, panels

# Those whose work is to approve or to have things approved; others who are asked come by a letter.
_WORK = frozenset({can.INVOICES_APPROVE, can.INVOICES_EXPORT})


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(
            _("Approvals"), "user-check", "approvals:inbox", _WORK, count_waiting, order=32, keys="g p"
        )
    )
    nav.register_top(
        nav.NavItem(_("Waiting for my approval"), "user-check", "approvals:inbox", nav.STAFF, count_waiting)
    )
    panels.register(
        "home",
        panels.PanelSpec(
            _("Waiting for your approval"), "approvals:panel", can.INVOICES_APPROVE, 10, "user-check"
        ),
    )
