"""Where contacts show themselves in the frame: rail, New menu, palette."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.contacts.models import Contact
from legalops.contacts.querysets import SEES
from legalops.contacts.searching import hit
from legalops.web import nav, palette


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(nav.NavItem(_("Contacts"), "users", "contacts:list", SEES, order=55, keys="g c"))
    nav.register_new(nav.NewItem(_("Add a contact"), "user-plus", "contacts:new", can.MATTERS_EDIT, order=55))
    palette.register(palette.Finder("contact", _("Contacts"), "", find, recall, order=45))


def find(user, text: str, limit: int) -> Sequence[palette.Hit]:
    """Cards by any of their names."""
    rows = Contact.objects.visible_to(user).live().matching(text).order_by("name")
    return [hit(each) for each in rows[:limit]]


def recall(user, keys: Sequence[str]) -> Mapping[str, palette.Hit]:
    """Cards opened before, as far as they may still be seen."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    rows = Contact.objects.visible_to(user).live().filter(pk__in=wanted)
    return {str(each.pk): hit(each) for each in rows}
