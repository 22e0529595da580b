"""Dates that depend on dates: their order, a refusal of circles, and working them all out."""

from collections.abc import Iterable, Mapping
from datetime import date

from matters.calendaring.days import DayCalendar
from matters.calendaring.rules import Rule, Worked


class Cycle(ValueError):
    """A chain that comes back to itself; `chain` names it from a link round to the same link."""

    def __init__(self, chain: Iterable[str]) -> None:
        self.chain = tuple(chain)
        super().__init__(" → ".join(self.chain))


def in_order(follows: Mapping[str, str | None]) -> list[str]:
    """Every key after the one it follows. Raises Cycle, naming the chain.

    A key that follows something that is no key itself (a trigger) stands first.
    """
    placed: dict[str, None] = {}
    for key in follows:
        chain: list[str] = []
        at: str | None = key
        while at is not None and at in follows and at not in placed:
            if at in chain:
                raise Cycle([*chain[chain.index(at) :], at])
            chain.append(at)
            at = follows[at]
        placed.update(dict.fromkeys(reversed(chain)))
    return list(placed)


def work_out(
    rules: Iterable[Rule],
    triggers: Mapping[str, tuple[str, date]],
    calendar: DayCalendar,
    method: str = "",
) -> dict[str, Worked]:
    """The date of every rule that follows from the triggers given: code to (name, day). Raises Cycle.

    Rules that depend on a trigger that was not given are left out, with all that depends on them.
    """
    by_code = {rule.code: rule for rule in rules}
    known = dict(triggers)
    found: dict[str, Worked] = {}
    for code in in_order({code: rule.on for code, rule in by_code.items()}):
        rule = by_code[code]
        if rule.on in known:
            name, day = known[rule.on]
            found[code] = rule.terms(method).from_(day, name, calendar)
            known[code] = (rule.name, found[code].on)
    return found
