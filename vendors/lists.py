"""The list of firms and its saved views."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists
from legalops.web.lists import ListSpec
from vendors.filters import FirmFilters
from vendors.selectors.firms import firm_rows
from vendors.tables import FirmTable

SPEC = ListSpec(_("Firms"), "vendors:list", FirmTable, FirmFilters, firm_rows, frozenset({can.VENDORS_VIEW}))


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)


def install() -> None:
    """Add the shipped views that were never there."""
    install_views(
        SPEC,
        [
            ShippedView(
                "to-decide", _t("Timekeepers to decide"), {"pending": ["true"], "sort": ["-pending"]}
            ),
            ShippedView("active", _t("Active"), {"status": ["active"]}),
            ShippedView("inactive", _t("Inactive"), {"status": ["inactive"]}),
        ],
    )
