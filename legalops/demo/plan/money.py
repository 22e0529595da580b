"""Exchange rates of each month."""

from datetime import date
from decimal import Decimal
from random import Random

from legalops.demo.plan.days import months_back
from legalops.kernel.periods import add_months

_STARTS = {"GBP": 1.26, "EUR": 1.08}


def make_exchange_rates(random: Random, as_of: date, months: int) -> tuple[tuple[str, date, Decimal], ...]:
    """Dollars for one unit on the first of each month, walking at random."""
    first = months_back(as_of, months + 18)
    rows = []
    for currency, value in _STARTS.items():
        for step in range(months + 19):
            value *= 1 + random.gauss(0, 0.008)
            rows.append((currency, add_months(first, step), Decimal(str(round(value, 4)))))
    return tuple(rows)
