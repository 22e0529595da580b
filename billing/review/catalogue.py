"""All review rules that exist, by their code in `domain/ledes.md §7`."""

from billing.review.rule import Rule
from billing.review.rules import (
    administrative,
    block_billing,
    budget,
    codes,
    currency,
    daily_hours,
    dates,
    duplicates,
    increments,
    intake,
    overhead,
    rates,
    staffing,
    timeliness,
    vagueness,
)

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *intake.RULES,
            *currency.RULES,
            *dates.RULES,
            *timeliness.RULES,
            *budget.RULES,
            *rates.RULES,
            *staffing.RULES,
            *daily_hours.RULES,
            *increments.RULES,
            *block_billing.RULES,
            *vagueness.RULES,
            *duplicates.RULES,
            *codes.RULES,
            *administrative.RULES,
            *overhead.RULES,
        ),
        key=lambda each: each.code,
    )
)

_BY_CODE = {each.code: each for each in RULES}


def rule(code: str) -> Rule:
    """The rule with this code. Raises KeyError where there is none."""
    return _BY_CODE[code]
