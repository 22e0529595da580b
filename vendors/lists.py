"""The list of firms: its saved views, and what can be changed of many firms at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.lists.bulk.custom import custom_changes
from legalops.lists.bulk.declaring import BulkRows
from legalops.lists.bulk.registry import Change, register_change, register_maker
from legalops.lists.services.shipped import ShippedView, install_views
from legalops.web import lists
from legalops.web.lists import ListSpec
from vendors.enums import FirmStatus, FirmTier
from vendors.filters import FirmFilters
from vendors.models import Firm
from vendors.selectors.firms import firm_rows
from vendors.services.firms import edit_firm
from vendors.tables import FirmTable, url_of

SPEC = ListSpec(_("Firms"), "vendors:list", FirmTable, FirmFilters, firm_rows, frozenset({can.VENDORS_VIEW}))


def register() -> None:
    """Called once, when the app is ready."""
    lists.register(SPEC)
    for change in CHANGES:
        register_change(change)
    register_maker(SPEC.id, custom_changes(FIRMS, "firm"))


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


def _chosen(name: str, label: Any, choices: Sequence[tuple[str, Any]], **more: Any) -> Change:
    """One of the fields of a firm that `edit_firm` changes, chosen from a few."""

    def write(firm: Firm, value: str, actor: Any) -> None:
        edit_firm(firm, {name: value}, actor=actor)

    return FIRMS.field(
        f"vendors.{name}",
        label,
        lambda _user: forms.ChoiceField(label=label, choices=choices, required="" not in dict(choices)),
        read=lambda firm: str(getattr(firm, f"get_{name}_display")()),
        held=lambda firm: getattr(firm, name),
        write=write,
        **more,
    )


FIRMS = BulkRows(SPEC.id, frozenset({can.VENDORS_EDIT}), Firm.objects.visible_to, url_of)
CHANGES = (
    _chosen(
        "status",
        _("Status"),
        FirmStatus.choices,
        hint=_("An inactive firm gets no new matters; its invoices still come in."),
        order=10,
    ),
    _chosen("tier", _("Tier"), [("", _("Not rated")), *FirmTier.choices], icon="star", order=20),
)
