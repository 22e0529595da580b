"""Views of matters that come with the product."""

from django.utils.translation import gettext as _

from legalops.lists.services.shipped import ShippedView, install_views
from matters.lists.registering import SPEC


def install() -> None:
    """Add those that were never there."""
    install_views(
        SPEC,
        [
            ShippedView("mine", _("Mine"), {"mine": ["true"], "sort": ["next"]}),
            ShippedView("overdue-dates", _("Overdue dates"), {"overdue": ["true"], "sort": ["next"]}),
            ShippedView("over-budget", _("Over budget"), {"over_budget": ["true"], "sort": ["-budget"]}),
            ShippedView("no-next-action", _("No next action"), {"unsteered": ["true"]}),
            ShippedView("no-next-date", _("No next date"), {"undated": ["true"]}),
        ],
    )
