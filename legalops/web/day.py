"""The day of a person: what is due, what is blocked, and what others wait for, told by the apps that know it.

Apps register a source when they are ready; the page knows no domain, the apps do not know each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import Enum
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legalops.access.services import capabilities_of
from legalops.kernel import clock

Text = str | Promise

AHEAD = timedelta(days=7)
# Of one source; whoever has more is told so and led to the whole list.
MOST = 100


class Part(Enum):
    """The parts of a day, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WAITING = "waiting"
    BLOCKED = "blocked"
    SOON = "soon"
    UNDATED = "undated"


TITLES: dict[Part, tuple[Text, str]] = {
    Part.OVERDUE: (_("Overdue"), "alert-triangle"),
    Part.TODAY: (_("Today"), "calendar-event"),
    Part.WAITING: (_("Others wait for you"), "user-question"),
    Part.BLOCKED: (_("Blocked"), "player-pause"),
    Part.SOON: (_("Next seven days"), "calendar-due"),
    Part.UNDATED: (_("Without a day"), "clipboard-list"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with an item at once: by a form in a dialog, or with one press."""

    label: Text
    url: str
    way: Literal["dialog", "post"] = "dialog"
    key: str = ""
    icon: str = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of the day.

    `key` names it among all items ("task-7"); `why` says in words why it is on this person's page; `blocked`
    by whom and since when it cannot go on. What is `waiting` holds others up, whatever its day.
    `urgent` is the word for what makes it so ("Critical").
    """

    key: str
    kind: Text
    icon: str
    title: str
    url: str
    on: str = ""
    why: str = ""
    due_on: date | None = None
    at: time | None = None
    urgent: str = ""
    waiting: bool = False
    blocked: str = ""
    act: Act | None = None

    def part(self, today: date) -> Part:
        """Where it stands in the day. What is blocked is nobody's fault of today, so it stands apart."""
        if self.blocked:
            return Part.BLOCKED
        if self.due_on is not None and self.due_on < today:
            return Part.OVERDUE
        if self.waiting:
            return Part.WAITING
        if self.due_on is None:
            return Part.UNDATED
        return Part.TODAY if self.due_on == today else Part.SOON

    @property
    def order(self) -> tuple[date, bool, time, bool, str]:
        """By day, then what has an hour by its hour, then what is urgent."""
        return (self.due_on or date.max, self.at is None, self.at or time.max, not self.urgent, self.title)


@dataclass(frozen=True, slots=True)
class Remark:
    """What another app knows of an item: why it matters, or by whom it is blocked."""

    why: str = ""
    blocked: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An app's items. `items(user, until)` gives what the person has to do up to that day, at most `MOST`
    and one more. `capability` is one, or a set of which any suffices, or empty. Whoever has the capability
    `panel` finds these in a panel of their own on the home page.
    """

    name: str
    items: Callable[[object, date], Sequence[Item]]
    capability: str | frozenset[str] = ""
    panel: str = ""


Remarks = Callable[[object, Sequence[str]], Mapping[str, Remark]]

_sources: dict[str, Source] = {}
_remarks: dict[str, Remarks] = {}


def register(source: Source) -> None:
    """Add a source; the same name registered again replaces the earlier one."""
    _sources[source.name] = source


def register_remarks(name: str, remarks: Remarks) -> None:
    """Let an app remark on items of others: `remarks(user, keys)` answers by key what it knows."""
    _remarks[name] = remarks


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the day with its items."""

    part: Part
    items: list[Item]

    @property
    def title(self) -> Text:
        """Its heading."""
        return TITLES[self.part][0]

    @property
    def icon(self) -> str:
        """Its icon."""
        return TITLES[self.part][1]


@dataclass(frozen=True, slots=True)
class Day:
    """A person's day: its parts that hold something, and whether a source had more than is shown."""

    today: date
    sections: list[Section]
    cut: bool

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(section.items) for section in self.sections)

    def first(self, limit: int) -> list[Item]:
        """The first ones across the parts."""
        return [item for section in self.sections for item in section.items][:limit]


def day_of(user, *, home: bool = False) -> Day:
    """What the person has to do now and in the next seven days; each item once.

    A fixed number of queries for each source, whatever its length. With `home`, without what has a panel of
    its own there.
    """
    today = clock.today()
    found: dict[str, Item] = {}
    cut = False
    for source in _allowed(user, home):
        items = source.items(user, today + AHEAD)
        cut = cut or len(items) > MOST
        found |= {item.key: item for item in items[:MOST]}
    items = sorted(_remarked(user, found), key=lambda item: item.order)
    by_part = {part: [item for item in items if item.part(today) == part] for part in Part}
    return Day(today, [Section(part, rows) for part, rows in by_part.items() if rows], cut)


def _allowed(user, home: bool) -> Iterable[Source]:
    granted = capabilities_of(user)
    for source in _sources.values():
        wanted = frozenset({source.capability}) if isinstance(source.capability, str) else source.capability
        if (not source.capability or granted & wanted) and not (home and source.panel in granted):
            yield source


def _remarked(user, found: Mapping[str, Item]) -> list[Item]:
    items = dict(found)
    for remarks in _remarks.values():
        for key, remark in remarks(user, list(found)).items():
            item = items[key]
            items[key] = replace(
                item,
                why=remark.why or item.why,
                blocked=remark.blocked or item.blocked,
                act=remark.act or item.act,
            )
    return list(items.values())
