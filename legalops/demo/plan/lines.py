"""Lines of one invoice: who worked on what, when and how long (domain/kpis.md §6.2)."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random

from billing.ledes.model import LedesLine
from legalops.demo.narratives import BY_CODE_SET, EXPENSES, Cast
from legalops.demo.plan.days import workdays
from legalops.demo.plan.model import FirmPlan, MatterPlan, TimekeeperPlan
from legalops.kernel.money import round_money

# Share of hours by class.
LEVEL_MIX = {"PARTNR": 38, "OFCOUN": 8, "STFATT": 18, "ASSOC": 22, "PARALG": 12}
FULL_DAY = Decimal(8)
SHORTEST = Decimal("0.1")
_EXPENSE_SHARE = 0.07
_TENTH = Decimal("0.1")


@dataclass(slots=True)
class Diary:
    """Hours of each person of each firm by day, so that nobody works more than a day has."""

    hours: Counter[tuple[str, str, date]] = field(default_factory=Counter)

    def book(self, key: tuple[str, str, date], wanted: Decimal) -> Decimal:
        """As much of the time wanted as fits the day; may be zero."""
        granted = min(wanted, FULL_DAY - self.hours[key])
        if granted < SHORTEST:
            return Decimal(0)
        self.hours[key] += granted
        return granted


@dataclass(frozen=True, slots=True)
class Work:
    """What the lines of an invoice are drawn from."""

    firm: FirmPlan
    matter: MatterPlan
    cast: Cast
    start: date
    end: date
    progress: float


def make_lines(random: Random, diary: Diary, work: Work, count: int) -> list[LedesLine]:
    """About `count` lines in order of date, numbered."""
    days = workdays(work.start, work.end)
    people = work.matter.staff[work.firm.code]
    weights = [LEVEL_MIX[person.classification] for person in people]
    lines = []
    for _ in range(count):
        if random.random() < _EXPENSE_SHARE:
            lines.append(_expense(random, work, random.choice(days)))
            continue
        person = random.choices(people, weights)[0]
        line = _fee(random, diary, work, person, days)
        if line is not None:
            lines.append(line)
    lines = lines or [_expense(random, work, days[0])]
    lines.sort(key=lambda line: line.work_date)
    return [replace(line, line_number=str(number)) for number, line in enumerate(lines, start=1)]


def rate_of(matter: MatterPlan, person: TimekeeperPlan, day: date) -> Decimal:
    """The agreed rate: the matter's own, fixed when it opened, else the standard one of the day."""
    if matter.discount:
        return matter_rate(matter, person)
    return person.rate_on(day)


def matter_rate(matter: MatterPlan, person: TimekeeperPlan) -> Decimal:
    """The rate agreed for a person on a discounted matter, whole units of the currency."""
    return round_money(person.rate_on(matter.opened_on) * (1 - matter.discount), "JPY")


def fee_line(
    work: Work,
    person: TimekeeperPlan,
    day: date,
    hours: Decimal,
    codes: tuple[str | None, str | None],
    text: str,
    rate: Decimal | None = None,
) -> LedesLine:
    """A line for time, with the firm's tax on it."""
    cost = rate_of(work.matter, person, day) if rate is None else rate
    net = round_money(hours * cost, work.firm.currency)
    return LedesLine(
        line_number="1",
        kind="F",
        work_date=day,
        units=hours,
        unit_cost=cost,
        task_code=codes[0],
        activity_code=codes[1],
        timekeeper_code=person.code,
        timekeeper_name=person.billed_name,
        classification=person.classification,
        narrative=text,
        **_taxed(work.firm, net),
    )


def expense_line(work: Work, day: date, code: str, text: str, amount: Decimal) -> LedesLine:
    """A line for an expense."""
    return LedesLine(
        line_number="1",
        kind="E",
        work_date=day,
        units=Decimal(1),
        unit_cost=amount,
        expense_code=code,
        narrative=text,
        **_taxed(work.firm, amount),
    )


def _taxed(firm: FirmPlan, net: Decimal) -> dict:
    if not firm.tax:
        return {"total": net}
    tax = round_money(net * firm.tax, firm.currency)
    return {"total": net + tax, "tax_rate": firm.tax, "tax_amount": tax, "tax_type": "VAT"}


def _fee(
    random: Random, diary: Diary, work: Work, person: TimekeeperPlan, days: list[date]
) -> LedesLine | None:
    wanted = Decimal(str(round(min(6.0, random.lognormvariate(-0.22, 0.8)), 1))) or SHORTEST
    for _ in range(4):
        day = random.choice(days)
        hours = diary.book((work.firm.code, person.code, day), max(wanted, SHORTEST))
        if hours:
            code, (activity, text) = _task(random, work)
            return fee_line(work, person, day, hours, (code, activity), work.cast.tell(text, random))
    return None


def _task(random: Random, work: Work) -> tuple[str, tuple[str, str]]:
    """A task near the place that the matter has reached in its phases."""
    tasks = list(BY_CODE_SET[work.matter.code_set].items())
    place = min(max(random.gauss(work.progress, 0.18), 0), 0.999)
    code, texts = tasks[int(place * len(tasks))]
    return code, random.choice(texts)


def _expense(random: Random, work: Work, day: date) -> LedesLine:
    code, text, usual = random.choice(EXPENSES)
    amount = Decimal(str(round(usual * random.lognormvariate(0, 0.35), 2)))
    return expense_line(work, day, code, work.cast.tell(text, random), amount)
