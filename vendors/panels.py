"""Where firms show themselves in the frame: rail, New menu, palette."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav, palette
from vendors.models import Firm
from vendors.querysets import firm_id_of
from vendors.selectors.firms import search_firms


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(_("Vendors"), "building", "vendors:list", can.VENDORS_VIEW, order=50, keys="g v")
    )
    nav.register_new(nav.NewItem(_("Add a firm"), "building", "vendors:new", can.VENDORS_EDIT, order=50))
    palette.register(palette.Finder("firm", _("Vendors"), can.VENDORS_VIEW, find, recall, order=40))


def find(user, text: str, limit: int) -> Sequence[palette.Hit]:
    """Firms by name or code; the people of a firm have the portal instead."""
    return [] if firm_id_of(user) is not None else [_hit(firm) for firm in search_firms(user, text, limit)]


def recall(user, keys: Sequence[str]) -> Mapping[str, palette.Hit]:
    """Firms opened before, as far as they may still be seen."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    return {str(firm.pk): _hit(firm) for firm in Firm.objects.visible_to(user).filter(pk__in=wanted)}


def _hit(firm: Firm) -> palette.Hit:
    return palette.Hit(firm.name, reverse("vendors:firm", args=[firm.code]), firm.code, "building")
