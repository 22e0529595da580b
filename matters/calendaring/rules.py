"""A rule: how far from what, by which citation, and what service by post adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matters.calendaring.counting import Offset, rolled
from matters.calendaring.days import DayCalendar
from matters.calendaring.enums import Direction, Roll, Unit
from matters.calendaring.words import amount_of, cited, exact


@dataclass(frozen=True, slots=True)
class Added:
    """What a way of service adds to a period."""

    amount: int
    unit: Unit = Unit.DAYS
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """A date, and each step to it in words."""

    on: date
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How one date follows from another.

    `added_after_rolling`: the added days are counted from where the period would otherwise expire, rolled
    already (FRCP 6(d)); else they lengthen the period, and the end rolls once (CCP § 1013, CPLR 2103(b)).
    """

    offset: Offset
    roll: Roll = Roll.NONE
    citation: str = ""
    roll_citation: str = ""
    added: Added | None = None
    added_after_rolling: bool = False

    def from_(self, day: date, of: str, calendar: DayCalendar) -> Worked:
        """The date that follows from a day; `of` names that day in words. Raises NeverOpen."""
        found = self.offset.from_(day, calendar)
        start = f"{self.offset.words} {of} ({exact(day)})" if self.offset.amount else f"The day of {of}"
        why = [f"{start}: {exact(found)}{cited(self.citation)}"]
        if self.added is None or self.added_after_rolling:
            found = self._roll(found, why, calendar)
        if self.added is not None and self.added.amount:
            found = self._lengthen(found, self.added, why, calendar)
            found = self._roll(found, why, calendar)
        elif self.added is not None and not self.added_after_rolling:
            found = self._roll(found, why, calendar)
        return Worked(found, tuple(why))

    def _lengthen(self, day: date, added: Added, why: list[str], calendar: DayCalendar) -> date:
        further = Offset(added.amount, added.unit, self.offset.direction).from_(day, calendar)
        word = "Added for service" if self.offset.direction is Direction.AFTER else "Earlier for service"
        why.append(f"{word}: {amount_of(added.amount, added.unit)}, {exact(further)}{cited(added.citation)}")
        return further

    def _roll(self, day: date, why: list[str], calendar: DayCalendar) -> date:
        to, words = rolled(day, self.roll, self.offset.direction, calendar, self.roll_citation)
        if words:
            why.append(f"{exact(day)} {words}")
        return to


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a pack. `on` is the code of the trigger, or of the rule whose date it depends on."""

    code: str
    name: str
    on: str
    base: Terms
    kind: str = "deadline"
    critical: bool = False
    added: Mapping[str, Added] = field(default_factory=dict)
    note: str = ""

    def terms(self, method: str = "") -> Terms:
        """How its date follows when served by a method; methods that it does not name add nothing."""
        base = self.base
        added = self.added.get(method)
        return Terms(
            base.offset, base.roll, base.citation, base.roll_citation, added, base.added_after_rolling
        )
