"""From two sides, a likeness and a relation to a severity."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """On which side somebody stands, seen from the department."""

    OURS = "ours"
    ADVERSE = "adverse"
    NEUTRAL = "neutral"


class Source(StrEnum):
    """Where a name was found."""

    PARTY = "party"
    ENTITY = "entity"
    FIRM = "firm"
    TIMEKEEPER = "timekeeper"
    REQUEST = "request"
    MATTER = "matter"


class Severity(StrEnum):
    """How grave a hit is; what is `none` is no hit."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


_DOWN = {Severity.HIGH: Severity.MEDIUM, Severity.MEDIUM: Severity.LOW, Severity.LOW: Severity.LOW}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: where, on which side, how like the name is (0 to 100), over how many relations, and
    whether it is over (a closed matter, a role or relation that has ended).
    """

    source: Source
    side: Side
    score: int
    steps: int = 0
    over: bool = False


def judge(asked: Side, found: Found, *, strong: int) -> Severity:
    """How grave it is that somebody asked about stands on side `asked`.

    Opposite sides are grave, the same opponent again is worth knowing, the same friend again is nothing.
    Names less like than `strong`, relations over more than one step and what is over weigh one degree less
    each. Symmetric in the two sides where both are parties.
    """
    severity = _plain(asked, found)
    if severity is Severity.NONE:
        return severity
    for lighter in (found.score < strong, found.steps > 1, found.over):
        if lighter:
            severity = _DOWN[severity]
    return severity


def _plain(asked: Side, found: Found) -> Severity:
    if found.source in (Source.ENTITY, Source.FIRM):
        return Severity.HIGH if asked is Side.ADVERSE else Severity.NONE
    if found.source is Source.TIMEKEEPER:
        return Severity.NONE if asked is Side.OURS else Severity.MEDIUM
    if found.source is Source.MATTER:
        return Severity.NONE if asked is Side.OURS else Severity.LOW
    return _of_sides(asked, found.side)


def _of_sides(asked: Side, other: Side) -> Severity:
    sides = {asked, other}
    if sides == {Side.OURS, Side.ADVERSE}:
        return Severity.HIGH
    if sides == {Side.OURS} or sides == {Side.NEUTRAL}:
        return Severity.NONE
    if sides == {Side.ADVERSE}:
        return Severity.LOW
    return Severity.MEDIUM if Side.OURS in sides else Severity.LOW
