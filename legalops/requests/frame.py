"""Where requests appear in the frame: the rail, the New menu, the palette, the home page."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.requests.models import Request
from legalops.requests.selectors.lists import search_requests, unassigned_for, waiting_for
from legalops.web import nav, palette, panels

_WORK = frozenset({can.REQUESTS_WORK, can.REQUESTS_VIEW_ALL})


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(_("Requests"), "inbox", "requests:queue", _WORK, waiting_for, order=5, keys="g r")
    )
    nav.register(
        nav.NavItem(
            _("Unassigned"),
            "user-question",
            "requests:unassigned",
            _WORK,
            unassigned_for,
            order=6,
            keys="g n",
        )
    )
    nav.register(nav.NavItem(_("My requests"), "send", "requests:mine", can.REQUESTS_MAKE, order=7))
    nav.register_new(nav.NewItem(_("Ask legal"), "send", "requests:new", can.REQUESTS_MAKE, order=5))
    palette.register(palette.Finder("request", _("Requests"), "", find, recall, order=5))
    panels.register(
        "home",
        panels.PanelSpec(_("My requests"), "requests:mine_panel", can.REQUESTS_MAKE, order=90, icon="send"),
    )


def find(user, text: str, limit: int) -> Sequence[palette.Hit]:
    """Requests by number or title."""
    return [_hit(one) for one in search_requests(user, text, limit)]


def recall(user, keys: Sequence[str]) -> Mapping[str, palette.Hit]:
    """Requests opened before, as far as they may still be seen."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    found = Request.objects.visible_to(user).filter(pk__in=wanted)
    return {str(one.pk): _hit(one) for one in found}


def _hit(one: Request) -> palette.Hit:
    url = reverse("requests:request", args=[one.number])
    return palette.Hit(f"{one.number} {one.title}", url, one.stage_name, "inbox")
