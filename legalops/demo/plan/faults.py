"""Spoiling invoices as firms do: so that the review has something to find."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from billing.ledes.model import LedesLine
from legalops.demo.narratives import ADMINISTRATIVE, BLOCKS, OVERHEAD, VAGUE
from legalops.demo.plan.days import workdays
from legalops.demo.plan.lines import Work, expense_line, fee_line
from legalops.demo.plan.model import TimekeeperPlan
from legalops.kernel.money import round_money

_RAISED = 0.35

Spoiler = Callable[[Random, Work, LedesLine, TimekeeperPlan], list[LedesLine]]


def spoil(random: Random, work: Work, lines: list[LedesLine], count: int) -> list[LedesLine]:
    """The lines with some faults, numbered anew; each replaces a fee line or adds one beside it."""
    people = {person.code: person for person in work.matter.staff[work.firm.code]}
    spoiled = list(lines)
    for _ in range(count):
        fees = [at for at, line in enumerate(spoiled) if line.timekeeper_code in people]
        if not fees:
            break
        at = random.choice(fees)
        line = spoiled[at]
        fault = random.choices(list(FAULTS), list(FAULTS.values()))[0]
        spoiled[at : at + 1] = fault(random, work, line, people[line.timekeeper_code or ""])
    if random.random() < _RAISED:
        spoiled = _raise_rate(random, work, spoiled, people)
    return [replace(line, line_number=str(number)) for number, line in enumerate(spoiled, start=1)]


def _raise_rate(
    random: Random, work: Work, lines: list[LedesLine], people: dict[str, TimekeeperPlan]
) -> list[LedesLine]:
    """A firm bills next year's rate of one person before anybody has agreed to it."""
    chosen = people[random.choice(sorted(people))]
    share = Decimal(random.randint(106, 118)) / 100
    return [
        _again(work, line, chosen, rate=round_money((line.unit_cost or Decimal(0)) * share, "JPY"))
        if line.timekeeper_code == chosen.code and line.kind == "F"
        else line
        for line in lines
    ]


def _again(work: Work, line: LedesLine, person: TimekeeperPlan, **changes) -> LedesLine:
    hours, text = changes.get("hours", line.units), changes.get("text", line.narrative)
    day, rate = changes.get("day", line.work_date), changes.get("rate")
    codes = (changes.get("task", line.task_code), line.activity_code)
    return fee_line(work, person, day, hours, codes, text, rate)


def _block(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    hours = Decimal(str(round(random.uniform(2.2, 5.5), 1)))
    return [_again(work, line, person, hours=hours, text=work.cast.tell(random.choice(BLOCKS), random))]


def _vague(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    return [_again(work, line, person, text=random.choice(VAGUE))]


def _administrative(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    return [_again(work, line, person, text=work.cast.tell(random.choice(ADMINISTRATIVE), random))]


def _twice(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    return [line, line]


def _above_rate(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    rate = round_money((line.unit_cost or Decimal(0)) * Decimal(random.randint(104, 115)) / 100, "JPY")
    return [_again(work, line, person, rate=rate)]


def _stale(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    day = work.start - timedelta(random.randint(80, 150))
    earliest = max(work.matter.opened_on, person.rates[0][0])
    return [_again(work, line, person, day=max(day, earliest))]


def _outside(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    day = max(work.start - timedelta(random.randint(3, 25)), work.matter.opened_on)
    return [_again(work, line, person, day=day)]


def _overhead(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    code, text, usual = random.choice(OVERHEAD)
    amount = Decimal(str(round(usual * random.lognormvariate(0, 0.4), 2)))
    day = random.choice(workdays(work.start, work.end))
    return [line, expense_line(work, day, code, work.cast.tell(text, random), amount)]


def _increment(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    return [
        _again(work, line, person, hours=random.choice((Decimal("0.25"), Decimal("0.75"), Decimal("1.25"))))
    ]


def _no_code(random: Random, work: Work, line: LedesLine, person: TimekeeperPlan) -> list[LedesLine]:
    return [_again(work, line, person, task=None)]


FAULTS: dict[Spoiler, float] = {
    _block: 3,
    _vague: 3,
    _administrative: 2,
    _above_rate: 3,
    _overhead: 2,
    _twice: 1,
    _outside: 1,
    _stale: 0.7,
    _increment: 1,
    _no_code: 0.5,
}
