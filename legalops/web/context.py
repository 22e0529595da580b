"""What the frame needs on every page; all of it lazy, so a fragment pays nothing."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from legalops.access.models import Role
from legalops.access.services import roles_of
from legalops.web import nav, toasts


class Frame:
    """Navigation of the signed-in person; each part is computed when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user = getattr(request, "user", None)

    @property
    def items(self) -> list[dict]:
        """Destinations with their last known count and whether we are there."""
        counts = nav.recent_counts_for(self._user)
        here = current_item(self._request.path, nav.items_for(self._user))
        return [
            {"item": item, "count": counts.get(item.dom_id) or "", "current": item is here}
            for item in nav.items_for(self._user)
        ]

    @property
    def new_items(self) -> list[nav.NewItem]:
        """Entries of the New menu."""
        return nav.new_items_for(self._user)

    @property
    def role_names(self) -> str:
        """The person's roles in words, for the user menu."""
        codes = roles_of(self._user)
        return ", ".join(Role.objects.filter(code__in=codes).values_list("name", flat=True)) if codes else ""

    @property
    def toasts(self) -> list[toasts.Toast]:
        """Messages that wait for this page."""
        return toasts.drain(self._request)

    @property
    def has_counts(self) -> bool:
        """Whether the rail has anything to refresh."""
        return any(item.count for item in nav.items_for(self._user))


def current_item(path: str, items: list[nav.NavItem]) -> nav.NavItem | None:
    """The destination whose address is the longest prefix of the page's."""
    inside = [item for item in items if path == item.url or (item.url != "/" and path.startswith(item.url))]
    return max(inside, key=lambda item: len(item.url), default=None)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every page."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
