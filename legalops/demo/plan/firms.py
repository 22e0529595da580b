"""Firms: Zipf by spend, offices, people and their stepped rates (domain/kpis.md §6.1 and §6.2)."""

from datetime import date
from decimal import Decimal
from random import Random

from legalops.demo.plan.model import FirmPlan, Size, TimekeeperPlan
from legalops.demo.plan.names import CITIES, FIRM_NAMES, FIRST_NAMES, LAST_NAMES
from legalops.demo.plan.staff import REVIEWERS, TEAM_OF_TYPE
from legalops.demo.stories import RATE_JUMP

# Class, share of people, United States rate of 2025 at the mean firm.
LEVELS = (
    ("PARTNR", 0.30, 820),
    ("OFCOUN", 0.08, 740),
    ("STFATT", 0.20, 610),
    ("ASSOC", 0.27, 505),
    ("PARALG", 0.15, 275),
)
ZIPF = 1.3
# Rank: country, currency, factor on the dollar rate, tax.
ABROAD = {
    1: ("GB", "GBP", 0.80, Decimal("0.20")),
    11: ("DE", "EUR", 0.72, Decimal("0.19")),
    16: ("GB", "GBP", 0.70, Decimal("0.20")),
    21: ("FR", "EUR", 0.68, Decimal("0.20")),
    29: ("NL", "EUR", 0.66, Decimal("0.21")),
}
_EVERY_QUARTER_FROM = 7


def make_firms(random: Random, size: Size, first_year: int, last_year: int) -> tuple[FirmPlan, ...]:
    """The firms, largest first; the first is the demo biller's and practises everything."""
    weights = [(rank + 1) ** -ZIPF for rank in range(size.firms)]
    heads = _head_counts(weights, size.timekeepers)
    return tuple(
        _firm(random, rank, weights[rank], heads[rank], (first_year, last_year)) for rank in range(size.firms)
    )


def _head_counts(weights: list[float], total: int) -> list[int]:
    spare = max(0, total - 5 * len(weights))
    counts = [5 + int(spare * weight / sum(weights)) for weight in weights]
    counts[0] += max(0, total - sum(counts))
    return counts


def _firm(random: Random, rank: int, weight: float, heads: int, years: tuple[int, int]) -> FirmPlan:
    country, currency, factor, tax = ABROAD.get(rank, ("US", "USD", 1.0, Decimal(0)))
    name = FIRM_NAMES[rank]
    code = name.split()[0].lower()
    tier = 1.25 if rank < 5 else 1.0 if rank < 20 else 0.75
    cities = CITIES[country]
    offices = tuple(random.sample(cities, min(len(cities), 3 if rank < 5 else 1 + rank % 2)))
    every = sorted(TEAM_OF_TYPE)
    practices = every if rank < 3 else random.sample(every, 8 if rank < 12 else 5)
    people = _people(random, heads, len(offices), tier * factor, years, rank)
    return FirmPlan(
        code=code,
        name=f"{name} LLP",
        country=country,
        currency=currency,
        tax_id=f"{random.randint(10, 99)}-{random.randint(1000000, 9999999)}",
        offices=offices,
        practices=frozenset(practices),
        weight=weight,
        cadence=3 if rank >= _EVERY_QUARTER_FROM else 1,
        reviewer=REVIEWERS[rank % len(REVIEWERS)],
        timekeepers=people,
        tax=tax,
    )


def _people(
    random: Random, heads: int, offices: int, factor: float, years: tuple[int, int], rank: int
) -> tuple[TimekeeperPlan, ...]:
    steps = _steps(random, years, rank)
    found = []
    for index in range(heads):
        level, rate = _level_of(index, heads)
        last, first = random.choice(LAST_NAMES), random.choice(FIRST_NAMES)
        start = rate * factor * random.lognormvariate(0, 0.12)
        found.append(
            TimekeeperPlan(
                code=f"{last[:2]}{first[0]}{index + 101}".upper(),
                last_name=last,
                first_name=first,
                classification=level,
                office=random.randrange(offices),
                rates=tuple((day, Decimal(round(start * share / 5) * 5)) for day, share in steps),
            )
        )
    return tuple(found)


def _level_of(index: int, heads: int) -> tuple[str, float]:
    """The first people of every level come first, so that the smallest firm has each."""
    if index < len(LEVELS):
        return LEVELS[index][0], LEVELS[index][2]
    place, passed = (index - len(LEVELS) + 0.5) / max(1, heads - len(LEVELS)), 0.0
    for level, share, rate in LEVELS:
        passed += share
        if place <= passed:
            return level, rate
    return LEVELS[-1][0], LEVELS[-1][2]


def _steps(random: Random, years: tuple[int, int], rank: int) -> list[tuple[date, float]]:
    """Dates from which a share of the 2025 rate holds: +3 to +7 % each 1 January, some firms mid-year."""
    first, last = years
    month = 7 if rank and random.random() < 0.1 else 1
    share = 1.0 / 1.05 ** (2025 - first)
    steps = [(date(first, 1, 1), share)]
    for year in range(first + 1, last + 1):
        jump = rank == RATE_JUMP.firm_rank and year == last
        share *= 1 + (RATE_JUMP.step if jump else random.uniform(0.03, 0.07))
        steps.append((date(year, month, 1), share))
    return steps
