"""Arithmetic of metric values: sums are added, ratios are divided last."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Additive parts of spend, in base currency without tax."""

    billed: Decimal = ZERO
    reduction: Decimal = ZERO
    hours: Decimal = ZERO
    lines: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.billed + other.billed,
            self.reduction + other.reduction,
            self.hours + other.hours,
            self.lines + other.lines,
        )

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(
            self.billed - other.billed,
            self.reduction - other.reduction,
            self.hours - other.hours,
            self.lines - other.lines,
        )

    @property
    def net(self) -> Decimal:
        """Spend: billed less reductions."""
        return self.billed - self.reduction

    @property
    def savings_rate(self) -> Decimal | None:
        """Reductions as a percentage of billed, one decimal; None where nothing was billed."""
        return percentage(self.reduction, self.billed)


def total(parts: Iterable[Sums]) -> Sums:
    """All parts added."""
    return sum(parts, Sums())


def percentage(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` in percent of `whole`, half-up to one decimal; None when the whole is zero or negative."""
    if whole <= 0:
        return None
    return (part / whole * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def change(now: Decimal, before: Decimal) -> Decimal | None:
    """Change in percent against an earlier value, half-up to one decimal; None without a positive base."""
    return percentage(now - before, before)
