"""Finders: how the search field reaches a record by number or name, through the person's own eyes."""

import re
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


@dataclass(frozen=True, slots=True)
class Action:
    """Something the person may do at once, offered when its label holds what was typed.

    `address(user)` answers where it leads just now, or nothing when there is nothing to do.
    """

    label: str | Promise
    icon: str
    capability: str
    address: Callable[[object], str]


Source = Callable[[object, str], Sequence[Group]]

_finders: dict[str, Finder] = {}
_actions: dict[str, Action] = {}
_sources: list[Source] = []


def register(finder: Finder) -> None:
    """Add a finder; the same kind registered again replaces the earlier one."""
    _finders[finder.kind] = finder


def register_action(action: Action) -> None:
    """Add something to do; the same label again replaces the earlier one."""
    _actions[str(action.label)] = action


def register_source(source: Source) -> None:
    """Add `source(user, text)`, asked after the finders; what they found already is not shown twice."""
    if source not in _sources:
        _sources.append(source)


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
        for source in _sources:
            groups = _joined(groups, source(user, text))
    return _named_first([group for group in groups if group.hits], text)


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


def _joined(groups: Sequence[Group], more: Sequence[Group]) -> list[Group]:
    """Groups of one label together, every address once."""
    known = {hit.url for group in groups for hit in group.hits}
    joined = {str(group.label): group for group in groups if group.label}
    first = [group for group in groups if not group.label]
    last = []
    for group in more:
        new = [hit for hit in group.hits if hit.url not in known]
        label = str(group.label)
        if not label:
            last.append(Group("", new))
        else:
            earlier = joined[label].hits if label in joined else []
            joined[label] = Group(group.label, [*earlier, *new][:_PER_GROUP])
    return [*first, *joined.values(), *last]


def _named_first(groups: Sequence[Group], text: str) -> list[Group]:
    """Kinds of which something is called so before those in which it is only mentioned: a firm's name
    brings the firm, not the matters it works on. Groups without a heading stay where they are."""
    called = re.compile(rf"\b{re.escape(text)}", re.IGNORECASE)
    headed = [group for group in groups if group.label]
    headed.sort(key=lambda group: not any(called.search(hit.label) for hit in group.hits))
    in_order = iter(headed)
    return [next(in_order) if group.label else group for group in groups]


def _actions_for(user, wanted: str) -> list[Hit]:
    granted = capabilities_of(user)
    mine = [a for a in _actions.values() if a.capability in granted and wanted in str(a.label).casefold()]
    return [Hit(str(a.label), url, icon=a.icon) for a in mine if (url := a.address(user))]


def _destinations(user, text: str) -> list[Hit]:
    wanted = text.casefold()
    items = [*nav.items_for(user), *nav.new_items_for(user)]
    hits = [
        Hit(str(item.label), item.url, icon=item.icon)
        for item in items
        if not wanted or wanted in str(item.label).casefold()
    ]
    return hits + _actions_for(user, wanted) if wanted else hits
