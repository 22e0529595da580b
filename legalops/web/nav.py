"""Registry of the rail's destinations and of the New menu. Apps register in their `ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import get_language

from legalops.access import capabilities
from legalops.access.services import capabilities_of
from legalops.access.viewing import viewer_of
from legalops.web.row_words import url

Text = str | Promise
Audience = Literal["staff", "firm"]

# Anyone of the department, whatever the role: a person with no role yet is shown an explanation, not a wall.
STAFF = ""
_FIRM = frozenset({capabilities.PORTAL_VIEW, capabilities.PORTAL_SUBMIT})
_COUNT_SECONDS = 60


@dataclass(frozen=True, slots=True, eq=False)
class NavItem:
    """A destination of the rail.

    `capability` is one capability, or a set of which any suffices.
    `count` answers how many rows wait for this person; the link must lead to exactly those rows
    (`count_url` when they are not the destination's first view, for example a filtered list).
    """

    label: Text
    icon: str
    url_name: str
    capability: str | frozenset[str]
    count: Callable[[object], int] | None = None
    order: int = 100
    audience: Audience = "staff"
    keys: str = ""

    @property
    def url(self) -> str:
        """Address of the destination."""
        return url(self.url_name)

    @property
    def counted(self) -> bool:
        """Whether the destination shows a count (templates would call `count` itself)."""
        return self.count is not None

    @property
    def dom_id(self) -> str:
        """Stable id of the count's element."""
        return f"nav-count-{self.url_name.replace(':', '-')}"

    @property
    def top_id(self) -> str:
        """Stable id of the count's element in the top bar."""
        return f"top-count-{self.url_name.replace(':', '-')}"


@dataclass(frozen=True, slots=True, eq=False)
class NewItem:
    """An entry of the New menu."""

    label: Text
    icon: str
    url_name: str
    capability: str | frozenset[str]
    order: int = 100

    @property
    def url(self) -> str:
        """Address of the form."""
        return url(self.url_name)


_items: dict[str, NavItem] = {}
_tops: dict[str, NavItem] = {}
_new: dict[str, NewItem] = {}
_bell: list[NavItem] = []


def register(item: NavItem) -> None:
    """Add a destination; the same URL name registered again replaces the earlier one."""
    _items[item.url_name] = item


def register_top(item: NavItem) -> None:
    """Show a count in the top bar of every page, and nothing while it is zero; it leads to its rows."""
    _tops[item.url_name] = item


def register_new(item: NewItem) -> None:
    """Add an entry to the New menu."""
    _new[item.url_name] = item


def is_firm_user(user) -> bool:
    """Whether the person works in the firm portal rather than in the department."""
    return bool(capabilities_of(user) & _FIRM)


def items_for(user, audience: Audience | None = None) -> list[NavItem]:
    """The destinations this person may use, in order."""
    audience = audience or ("firm" if is_firm_user(user) else "staff")
    return [item for item in _allowed(user, _items.values()) if item.audience == audience]


def tops_for(user) -> list[NavItem]:
    """The counts of the top bar for this person; none in the firm portal."""
    return [] if is_firm_user(user) else _allowed(user, _tops.values())


def new_items_for(user) -> list[NewItem]:
    """What this person may start."""
    return list(_allowed(user, _new.values()))


def register_bell(item: NavItem) -> None:
    """Put the bell into the top bar; its count is counted with those of the rail."""
    _bell[:] = [item]


def bell() -> NavItem | None:
    """The bell, if an app rings it."""
    return _bell[0] if _bell else None


def counts_for(user) -> dict[str, int]:
    """What waits for the person by DOM id, freshly counted and kept for a minute for the next page."""
    places = [(item.dom_id, item.count) for item in items_for(user) if item.count]
    places += [(item.top_id, item.count) for item in tops_for(user) if item.count]
    places += [(item.dom_id, item.count) for item in _bell if item.count]
    counted = {count: count(user) for _id, count in places}
    counts = {dom_id: counted[count] for dom_id, count in places}
    cache.set(_count_key(user), counts, _COUNT_SECONDS)
    return counts


def recent_counts_for(user) -> dict[str, int]:
    """The counts of a moment ago, so that a page needs no counting query; the rail refreshes them after
    loading.
    """
    return cache.get(_count_key(user)) or {}


def forget_counts_of(user) -> None:
    """What waits has changed: the next page counts anew rather than show what was."""
    cache.delete(_count_key(user))


def _allowed(user, items: Iterable) -> list:
    staff = bool(user.is_authenticated) and not is_firm_user(user)
    return list(_open_with(capabilities_of(user), staff, tuple(items), get_language()))


@lru_cache(maxsize=256)
def _open_with(granted: frozenset[str], staff: bool, items: tuple, _language: str | None) -> tuple:
    mine = [item for item in items if granted & _any_of(item) or (staff and item.capability == STAFF)]
    return tuple(sorted(mine, key=lambda item: (item.order, str(item.label))))


def _any_of(item) -> frozenset[str]:
    return frozenset({item.capability}) if isinstance(item.capability, str) else item.capability


def _count_key(user) -> str:
    viewer = viewer_of(user)
    return f"web:counts:{user.pk}" if viewer is None else f"web:counts:{user.pk}:{viewer.pk}"
