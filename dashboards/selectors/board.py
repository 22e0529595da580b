"""What the spend page shows, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboards.enums import SAVINGS_SLICES, SPEND_SLICES, Slice
from dashboards.metrics import Sums, change, periods, total
from dashboards.selectors import names
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_by_month, spend_by_value
from dashboards.selectors.waiting import Limits, Waiting, waiting
from legalops.kernel import clock
from legalops.kernel.periods import Period, add_months, month_start

# A longer period overlaps the year before it, and the two would be compared month for month with themselves.
MOST_COMPARED = 12


@dataclass(frozen=True)
class Part:
    """One value of a dimension: its key, its name and what was spent."""

    value: str
    name: str
    sums: Sums


@dataclass(frozen=True)
class Comparison:
    """The finished months of a period against the same months a year earlier."""

    period: Period
    now: Sums
    before: Sums

    @property
    def spend_change(self) -> Decimal | None:
        """Change of spend in percent; None without spend a year ago."""
        return change(self.now.net, self.before.net)


@dataclass(frozen=True)
class Months:
    """Spend by month over the period, the year before it, and the present month with the one before."""

    period: Period
    sums: dict[date, Sums]
    today: date

    def of(self, month: date) -> Sums | None:
        """The month's sums; None where nothing was spent, or the month has not begun."""
        return self.sums.get(month)

    @property
    def total(self) -> Sums:
        """The period's sums."""
        return self._over(self.period)

    @property
    def this_month(self) -> Sums:
        """The present month so far."""
        return self.sums.get(month_start(self.today), Sums())

    @property
    def last_month(self) -> Sums:
        """The month before the present one."""
        return self.sums.get(add_months(month_start(self.today), -1), Sums())

    @property
    def comparable(self) -> bool:
        """Whether the period is short enough to stand beside the year before it."""
        return len(periods.months(self.period)) <= MOST_COMPARED

    @property
    def comparison(self) -> Comparison | None:
        """Against last year, finished months only; None while the first month runs and beyond a year."""
        done = periods.completed(self.period, self.today)
        if done is None or not self.comparable:
            return None
        return Comparison(done, self._over(done), self._over(periods.year_before(done)))

    def _over(self, period: Period) -> Sums:
        return total(sums for month, sums in self.sums.items() if month in period)


@dataclass(frozen=True)
class Board:
    """The spend page's numbers."""

    query: SpendQuery
    months: Months
    parts: dict[Slice, list[Part]]
    savings: dict[Slice, list[Part]]
    waiting: Waiting


def board(query: SpendQuery, scope: Scope) -> Board:
    """Read all of it for one viewer."""
    return Board(
        query=query,
        months=months_around(query, scope),
        parts={dimension: parts_of(dimension, query, scope) for dimension in SPEND_SLICES},
        savings={dimension: parts_of(dimension, query, scope) for dimension in SAVINGS_SLICES},
        waiting=Waiting()
        if query.unanswerable
        else waiting(scope.user, Limits(query.types, query.firms, query.teams)),
    )


def months_around(query: SpendQuery, scope: Scope) -> Months:
    """One question that covers the period, the year before, this month and the last."""
    today = clock.today()
    this, period = month_start(today), query.period
    wide = Period(
        min(add_months(period.start, -12), add_months(this, -1)), max(period.end, add_months(this, 1))
    )
    return Months(period, spend_by_month(query.over(wide), scope), today)


def parts_of(dimension: Slice, query: SpendQuery, scope: Scope) -> list[Part]:
    """Values of a dimension with their names, largest spend (or savings, by reason and rule) first."""
    sums = spend_by_value(dimension, query, scope)
    if dimension in SAVINGS_SLICES:
        sums = dict(sorted(sums.items(), key=lambda item: -item[1].reduction))
    known = names.of_values(dimension, sums)
    return [Part(value, known.get(value, value), one) for value, one in sums.items()]
