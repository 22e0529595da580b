"""Finders: how the search field reaches a record by number or name, through the person's own eyes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from legalops.access.services import capabilities_of
from legalops.web import nav

_RECENT_KEY = "web_recent"
_RECENT_MAX = 8
_PER_GROUP = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    label: str
    url: str
    detail: str = ""
    icon: str = "arrow-right"


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind under a heading."""

    label: str | Promise
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class Finder:
    """How one kind of record is found.

    `find(user, text, limit)` returns hits and must start with `visible_to(user)`; `recall(user, keys)` maps
    keys noted by `visited` back to hits, again only those the person may still see.
    """

    kind: str
    label: str | Promise
    capability: str
    find: Callable[[object, str, int], Sequence[Hit]]
    recall: Callable[[object, Sequence[str]], Mapping[str, Hit]] | None = None
    order: int = 100


_finders: dict[str, Finder] = {}


def register(finder: Finder) -> None:
    """Add a finder; the same kind registered again replaces the earlier one."""
    _finders[finder.kind] = finder


def finders_for(user) -> list[Finder]:
    """The finders this person may use, in order."""
    granted = capabilities_of(user)
    mine = [f for f in _finders.values() if not f.capability or f.capability in granted]
    return sorted(mine, key=lambda f: (f.order, str(f.label)))


def search(user, text: str) -> list[Group]:
    """Destinations and records that match; records only from two letters on."""
    text = text.strip()
    groups = [Group("", _destinations(user, text))]
    if len(text) >= 2:
        groups += [Group(f.label, f.find(user, text, _PER_GROUP)) for f in finders_for(user)]
    return [group for group in groups if group.hits]


def visited(request: HttpRequest, kind: str, key: object) -> None:
    """Note that the person opened a record; only its key is kept, its name is asked for again when shown."""
    entry = [kind, str(key)]
    kept = [old for old in request.session.get(_RECENT_KEY, []) if old != entry]
    if request.session.get(_RECENT_KEY, [])[:1] != [entry]:
        request.session[_RECENT_KEY] = [entry, *kept][:_RECENT_MAX]


def recent(request: HttpRequest) -> list[Hit]:
    """What the person opened last and may still see, newest first."""
    noted = request.session.get(_RECENT_KEY, [])
    found: dict[tuple[str, str], Hit] = {}
    for finder in finders_for(request.user):
        keys = [key for kind, key in noted if kind == finder.kind]
        if finder.recall and keys:
            found |= {(finder.kind, key): hit for key, hit in finder.recall(request.user, keys).items()}
    return [found[kind, key] for kind, key in noted if (kind, key) in found]


def _destinations(user, text: str) -> list[Hit]:
    wanted = text.casefold()
    items = [*nav.items_for(user), *nav.new_items_for(user)]
    return [
        Hit(str(item.label), item.url, icon=item.icon)
        for item in items
        if not wanted or wanted in str(item.label).casefold()
    ]
