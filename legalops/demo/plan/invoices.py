"""Which firm bills which matter for which period, how much, when it arrives and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from legalops.demo.narratives import Cast, cast_of
from legalops.demo.plan.days import months_back, office_hour
from legalops.demo.plan.faults import spoil
from legalops.demo.plan.lines import Diary, Work, make_lines
from legalops.demo.plan.matters import KINDS
from legalops.demo.plan.model import FirmPlan, InvoicePlan, MatterPlan, Size
from legalops.demo.plan.names import COMPANY
from legalops.demo.stories import BOTTLENECK, DRIFT, LATE_MONTH
from legalops.kernel.periods import add_months, month_end, month_start

SEASON = (1.00, 0.99, 1.06, 1.01, 1.01, 1.03, 0.96, 0.91, 1.01, 1.06, 1.02, 0.94)
MOST_LINES = 320
_FAULTY = 0.46
_REJECTED = 0.03
_STUCK = 0.02
_NEWEST = timedelta(55)


@dataclass(slots=True)
class Bill:
    """A firm may bill a matter for a period; `lines` is a first guess at their number."""

    firm: FirmPlan
    matter: MatterPlan
    start: date
    end: date
    chance: float
    lines: float = 0.0


@dataclass(slots=True)
class Desk:
    """What is remembered from invoice to invoice."""

    as_of: date
    unhurried: float
    diary: Diary = field(default_factory=Diary)
    casts: dict[int, Cast] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    arrivals: dict[tuple[str, date], datetime] = field(default_factory=dict)


def make_invoices(
    random: Random, size: Size, as_of: date, firms: Sequence[FirmPlan], matters: Sequence[MatterPlan]
) -> list[InvoicePlan]:
    """All invoices that have arrived by the as-of date, in order of arrival."""
    desk = Desk(as_of, size.unhurried)
    bills = _sized(random, size, _chosen(random, size, _possible(size, as_of, firms, matters)))
    made = [_invoice(random, desk, bill) for bill in bills if _arrival(random, desk, bill).date() < as_of]
    made.sort(key=lambda invoice: (invoice.received_at, invoice.firm.code, invoice.number))
    return made


def _possible(
    size: Size, as_of: date, firms: Sequence[FirmPlan], matters: Sequence[MatterPlan]
) -> list[Bill]:
    first = months_back(as_of, size.months)
    by_code = {firm.code: firm for firm in firms}
    found = []
    for matter in matters:
        for place, code in enumerate(matter.firms):
            firm = by_code[code]
            share = 1.0 if place == 0 else 0.4
            for start, end in _periods(firm, matter, first, as_of):
                chance = KINDS[matter.type].billing * share * (1.3 if firm.cadence == 3 else 1)
                found.append(Bill(firm, matter, start, end, chance))
    return found


def _periods(firm: FirmPlan, matter: MatterPlan, first: date, as_of: date) -> list[tuple[date, date]]:
    month, found = first, []
    while (end := month_end(add_months(month, firm.cadence - 1))) < as_of:
        start = max(month, matter.opened_on)
        if start < end and (matter.closed_on is None or matter.closed_on > end):
            found.append((start, end))
        month = add_months(month, firm.cadence)
    return found


def _chosen(random: Random, size: Size, bills: list[Bill]) -> list[Bill]:
    """About as many as the size asks for; the chance of each is raised or lowered alike."""
    factor = 1.0
    for _ in range(8):
        expected = sum(min(1.0, bill.chance * factor) for bill in bills)
        factor *= size.invoices / max(expected, 1)
    return [bill for bill in bills if random.random() < bill.chance * factor]


def _sized(random: Random, size: Size, bills: list[Bill]) -> list[Bill]:
    for bill in bills:
        season = SEASON[bill.end.month - 1]
        bill.lines = bill.matter.scale * season * bill.firm.cadence**0.5 * random.lognormvariate(0, 0.65)
    for _ in range(4):
        total = sum(min(MOST_LINES, max(1.0, bill.lines)) for bill in bills)
        for bill in bills:
            bill.lines *= size.lines / max(total, 1)
    return bills


def _arrival(random: Random, desk: Desk, bill: Bill) -> datetime:
    """A firm sends all its invoices of a period together; some come with those of the next period."""
    key = (bill.firm.code, bill.end)
    if key not in desk.arrivals:
        late = months_back(desk.as_of, LATE_MONTH.months_back) == month_start(bill.end)
        delay = LATE_MONTH.delay_days if late else 0
        delay += min(120, max(3, int(random.lognormvariate(2.75, 0.55))))
        desk.arrivals[key] = office_hour(random, bill.end + timedelta(delay))
    return desk.arrivals[key]


def _invoice(random: Random, desk: Desk, bill: Bill) -> InvoicePlan:
    received = desk.arrivals[bill.firm.code, bill.end]
    cast = desk.casts.get(bill.matter.key)
    if cast is None:
        cast = desk.casts[bill.matter.key] = cast_of(random, bill.matter.opponent, COMPANY)
    work = Work(
        bill.firm, bill.matter, cast, bill.start, bill.end, _progress(bill.matter, bill.end, desk.as_of)
    )
    lines = make_lines(random, desk.diary, work, min(MOST_LINES, max(1, round(bill.lines))))
    if random.random() < _FAULTY:
        lines = spoil(random, work, lines, 1 + int(random.expovariate(0.7)))
    sequence = desk.numbers[bill.firm.code] = desk.numbers.get(bill.firm.code, 0) + 1
    billed = bill.end + timedelta(min(max(2, (received.date() - bill.end).days // 2), 20))
    return InvoicePlan(
        firm=bill.firm,
        matter=bill.matter,
        number=f"{bill.firm.code[:3].upper()}-{100_000 + sequence}",
        invoice_date=min(billed, received.date()),
        period_start=bill.start,
        period_end=bill.end,
        received_at=received,
        lines=lines,
        fate="reject" if random.random() < _REJECTED else "pay",
        review_days=_review_days(random, bill, desk),
        approval_days=random.lognormvariate(1.5, 0.7) * (6 if random.random() < _STUCK else 1),
        payment_days=random.randint(12, 40),
    )


def _progress(matter: MatterPlan, day: date, as_of: date) -> float:
    """How far the matter has come through its phases on a day."""
    end = matter.closed_on or as_of + timedelta(120 if matter.key != DRIFT.matter_key else 30)
    return min(1.0, (day - matter.opened_on).days / max(30, (end - matter.opened_on).days))


def _review_days(random: Random, bill: Bill, desk: Desk) -> float:
    days = random.lognormvariate(1.9, 0.6)
    if bill.end > desk.as_of - _NEWEST and random.random() < desk.unhurried:
        return days + _NEWEST.days * 2
    recent = bill.end > months_back(desk.as_of, 12)
    return days * BOTTLENECK.factor if recent and bill.firm.reviewer == BOTTLENECK.reviewer else days
