"""Chains of key dates: what would move with a date, and how a date follows from another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from matters.calendaring import DayCalendar, Move, Node, from_data, moves
from matters.enums import DateKind, DateOutcome
from matters.models import KeyDate, Matter
from matters.selectors.rule_packs import Calendars


def moves_of(moved: KeyDate, to: date, *, was: date | None = None) -> list[Move]:
    """What depends on a date if it moves to a day: every dependent, those that stay with the reason.

    `was` is the day before, where the row holds the new one already.
    """
    calendars = Calendars()
    nodes = [_node(row, calendars) for row in _chain_rows(moved.matter)]
    if was is not None:
        nodes = [_as_was(node, was) if node.key == str(moved.pk) else node for node in nodes]
    return moves(nodes, {str(moved.pk): to})


def _chain_rows(matter: Matter) -> Iterable[KeyDate]:
    return KeyDate.objects.filter(matter=matter).order_by("pk")


def _node(row: KeyDate, calendars: Calendars) -> Node:
    terms = from_data(row.basis) if row.basis else None
    return Node(
        str(row.pk),
        row.name,
        row.date,
        str(row.follows_id) if row.follows_id else None,
        terms,
        _held(row),
        calendars.of(row.basis.get("calendar", "")) if row.basis else DayCalendar(),
    )


def _as_was(node: Node, was: date) -> Node:
    return Node(node.key, node.name, was, node.follows, node.terms, node.held, node.calendar)


def _held(row: KeyDate) -> str:
    if row.done_at is not None and row.follows_id and row.kind != DateKind.EVENT:
        return _("It is done.") if row.outcome != DateOutcome.VACATED else _("It was called off.")
    return _("It was set by hand.") if row.overridden else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A date in its chain: how deep it stands, and the terms by which it follows."""

    date: KeyDate
    depth: int


def chains_of(rows: Iterable[KeyDate]) -> list[Link]:
    """Dates in the order of their chains, each under the one it follows; those alone are left out."""
    by_parent: dict[int | None, list[KeyDate]] = {}
    known = list(rows)
    keys = {row.pk for row in known}
    for row in known:
        by_parent.setdefault(row.follows_id if row.follows_id in keys else None, []).append(row)
    found: list[Link] = []

    def place(row: KeyDate, depth: int) -> None:
        found.append(Link(row, depth))
        for follower in sorted(by_parent.get(row.pk, []), key=lambda each: (each.date, each.pk)):
            place(follower, depth + 1)

    for first in sorted(by_parent.get(None, []), key=lambda each: (each.date, each.pk)):
        if first.pk in by_parent:
            place(first, 0)
    return found
