"""What the frame needs on every page; all of it lazy, so a fragment pays nothing."""

from functools import cached_property

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from legalops.access.services import role_names_of
from legalops.web import nav, toasts
from legalops.web.kept import drawn


class Frame:
    """Navigation of the signed-in person; each part is computed when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user = getattr(request, "user", None)

    @cached_property
    def _places(self) -> list[nav.NavItem]:
        return nav.items_for(self._user)

    @cached_property
    def items(self) -> list[dict]:
        """Destinations with their last known count and whether we are there."""
        counts = nav.recent_counts_for(self._user) if self.has_counts else {}
        here = current_item(self._request.path, self._places)
        return [
            {"item": item, "count": counts.get(item.dom_id) or "", "current": item is here}
            for item in self._places
        ]

    @property
    def rail(self) -> SafeString:
        """The rail; it says the same to all who may go to the same places and have as much waiting there."""
        staff = bool(getattr(self._user, "is_staff", False))
        key = (staff, *((entry["item"], entry["count"], entry["current"]) for entry in self.items))
        return drawn("web/rail.html", key, frame=self, is_staff=staff)

    @cached_property
    def new_items(self) -> list[nav.NewItem]:
        """Entries of the New menu."""
        return nav.new_items_for(self._user)

    @property
    def role_names(self) -> str:
        """The person's roles in words, for the user menu."""
        return ", ".join(role_names_of(self._user))

    @property
    def toasts(self) -> list[toasts.Toast]:
        """Messages that wait for this page."""
        return toasts.drain(self._request)

    @property
    def has_counts(self) -> bool:
        """Whether the rail has anything to refresh."""
        return any(item.count for item in self._places)


def current_item(path: str, items: list[nav.NavItem]) -> nav.NavItem | None:
    """The destination whose address is the longest prefix of the page's."""
    inside = [item for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))]
    return max(inside, key=lambda item: len(item.url), default=None)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every page."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
