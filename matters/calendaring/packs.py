"""A rule pack: a court's triggers, ways of service, closed days and rules, each with its citation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matters.calendaring.chains import work_out
from matters.calendaring.days import DayCalendar
from matters.calendaring.holidays import Holiday, holidays_in
from matters.calendaring.rules import Rule, Worked


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that happens and sets dates off."""

    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """A way of service."""

    code: str
    name: str


@dataclass(frozen=True)
class Pack:
    """One version of a pack. `checked_on` is the day on which its authors compared it with the rules."""

    code: str
    name: str
    jurisdiction: str
    checked_on: date
    effective_from: date
    note: str
    triggers: tuple[Trigger, ...]
    methods: tuple[Method, ...]
    rules: tuple[Rule, ...]
    weekend: frozenset[int]
    holidays: tuple[Holiday, ...]
    singles: tuple[tuple[date, str], ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def calendar(self) -> DayCalendar:
        """The days on which its courts are closed."""

        @lru_cache(maxsize=64)
        def of_year(year: int) -> Mapping[date, str]:
            return holidays_in(year, self.holidays, self.singles)

        return DayCalendar(self.weekend, lambda day: of_year(day.year).get(day, ""))

    def trigger(self, code: str) -> Trigger | None:
        """The trigger of this code."""
        return next((each for each in self.triggers if each.code == code), None)

    def following(self, trigger: str) -> list[Rule]:
        """The rules that follow from a trigger, directly or through others, in the pack's order."""
        reached = {trigger}
        while more := {rule.code for rule in self.rules if rule.on in reached} - reached:
            reached |= more
        return [rule for rule in self.rules if rule.code in reached]

    def dates_of(self, trigger: str, on: date, method: str = "") -> list[tuple[Rule, Worked]]:
        """What follows from a trigger on a day, in the pack's order."""
        known = self.trigger(trigger)
        name = known.name if known else trigger
        rules = self.following(trigger)
        found = work_out(rules, {trigger: (_lower(name), on)}, self.calendar, method)
        return [(rule, found[rule.code]) for rule in rules if rule.code in found]


def _lower(name: str) -> str:
    """A name within a sentence; what begins with capitals of its own (FRCP) keeps them."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
