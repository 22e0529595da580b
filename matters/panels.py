"""Where matters show themselves in the frame: rail, New menu, palette, home page."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.web import nav, palette, panels
from matters.models import Matter
from matters.selectors.conflicts.lists import waiting_for
from matters.selectors.lists import search_matters
from vendors.querysets import firm_id_of

_SEES_MATTERS = frozenset({can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED})


def register() -> None:
    """Called once, when the app is ready."""
    nav.register(
        nav.NavItem(
            _("My matters"), "briefcase", "matters:mine", can.MATTERS_VIEW_ASSIGNED, order=10, keys="g m"
        )
    )
    nav.register(nav.NavItem(_("Matters"), "folder", "matters:list", _SEES_MATTERS, order=20, keys="g a"))
    nav.register_new(nav.NewItem(_("Open a matter"), "folder", "matters:new", can.MATTERS_EDIT, order=10))
    nav.register_new(
        nav.NewItem(_("Break-glass access"), "eye", "matters:glass", can.MATTERS_BREAK_GLASS, order=90)
    )
    palette.register(palette.Finder("matter", _("Matters"), "", find, recall, order=10))
    _of_firms()
    _of_conflicts()
    panels.register(
        "home",
        panels.PanelSpec(
            _("My matters"),
            "matters:mine_panel",
            can.MATTERS_VIEW_ASSIGNED,
            order=20,
            icon="briefcase",
            wide=True,
        ),
    )


def _of_firms() -> None:
    spec = panels.PanelSpec(_("Open matters"), "matters:firm_panel", _SEES_MATTERS, 10, "folder")
    panels.register("firm", spec)


def _of_conflicts() -> None:
    nav.register(
        nav.NavItem(_("Conflicts"), "scale", "matters:conflicts", can.CONFLICTS_REVIEW, waiting_for, order=22)
    )
    spec = panels.PanelSpec(_("Matters"), "matters:contact_panel", _SEES_MATTERS, 10, "folder")
    panels.register("contact", spec)
    on_requests = frozenset({can.REQUESTS_WORK, can.CONFLICTS_REVIEW})
    spec = panels.PanelSpec(_("Conflicts"), "matters:request_panel", on_requests, 10, "scale")
    panels.register("request", spec)


def find(user, text: str, limit: int) -> Sequence[palette.Hit]:
    """Matters by number or name; outside counsel find theirs in the portal."""
    return [] if firm_id_of(user) is not None else [_hit(m) for m in search_matters(user, text, limit)]


def recall(user, keys: Sequence[str]) -> Mapping[str, palette.Hit]:
    """Matters opened before, as far as they may still be seen."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    found = Matter.objects.visible_to(user).filter(pk__in=wanted).select_related("stage")
    return {str(matter.pk): _hit(matter) for matter in found}


def _hit(matter: Matter) -> palette.Hit:
    url = reverse("matters:matter", args=[matter.number])
    return palette.Hit(f"{matter.number} {matter.name}", url, matter.stage.name, "folder")
