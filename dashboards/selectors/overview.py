"""The executive page: five numbers and what moved them."""

from dataclasses import dataclass
from decimal import Decimal

from dashboards.enums import Slice
from dashboards.metrics import Sums, change, periods
from dashboards.selectors import names
from dashboards.selectors.board import Months, months_around
from dashboards.selectors.questions import SpendQuery
from dashboards.selectors.scope import Scope
from dashboards.selectors.spend import spend_by_value
from dashboards.selectors.waiting import Waiting, waiting
from legalops.kernel import clock
from legalops.kernel.periods import Period

MOST_MOVES = 5


@dataclass(frozen=True, slots=True)
class Move:
    """A matter type or firm whose spend differs most from the same finished months a year earlier."""

    dimension: Slice
    value: str
    name: str
    now: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        """Spend now less spend then."""
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """Change in percent; None for what is new."""
        return change(self.now, self.before)


@dataclass(frozen=True)
class Overview:
    """The page's numbers."""

    months: Months
    waiting: Waiting
    moves: list[Move]
    compared: Period | None


def overview(period: Period, scope: Scope) -> Overview:
    """Read all of it for one viewer in a fixed number of queries."""
    query = SpendQuery(period)
    compared = periods.completed(period, clock.today())
    return Overview(
        months=months_around(query, scope),
        waiting=waiting(scope.user),
        moves=_largest_moves(query.over(compared), scope) if compared else [],
        compared=compared,
    )


def _largest_moves(query: SpendQuery, scope: Scope) -> list[Move]:
    moves = [move for one in (Slice.MATTER_TYPE, Slice.FIRM) for move in _moves(one, query, scope)]
    return sorted(moves, key=lambda move: -abs(move.difference))[:MOST_MOVES]


def _moves(dimension: Slice, query: SpendQuery, scope: Scope) -> list[Move]:
    now = spend_by_value(dimension, query, scope)
    before = spend_by_value(dimension, query.over(periods.year_before(query.period)), scope)
    changed = [v for v in now | before if now.get(v, Sums()).net != before.get(v, Sums()).net]
    known = names.of_values(dimension, changed)
    return [
        Move(dimension, v, known.get(v, v), now.get(v, Sums()).net, before.get(v, Sums()).net)
        for v in changed
    ]
