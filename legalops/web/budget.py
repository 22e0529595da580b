"""The geometry of the budget bar: budget, what was billed, and this invoice drawn in."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BudgetBar:
    """Budget against money, in one currency; all amounts of the same matter and period.

    `billed` leaves out `this`; `budget` None means that none was agreed, which is not a budget of zero.
    """

    currency: str
    billed: Decimal
    budget: Decimal | None = None
    this: Decimal = ZERO
    this_label: str = ""

    @property
    def total(self) -> Decimal:
        """Billed with this invoice."""
        return self.billed + self.this

    @property
    def left(self) -> Decimal | None:
        """What remains; None without a budget."""
        return None if self.budget is None else self.budget - self.total

    @property
    def over(self) -> Decimal:
        """By how much the budget is exceeded, never negative."""
        return ZERO if self.left is None else max(ZERO, -self.left)

    @property
    def ratio(self) -> Decimal | None:
        """Share of the budget used, 1 being all of it."""
        return self.total / self.budget if self.budget else None

    @property
    def segments(self) -> list[tuple[str, str, str]]:
        """(css class, x, width) in per cent of the drawing, rounded for SVG."""
        scale = max(self.budget or ZERO, self.total) or Decimal(1)
        spent = _share(self.billed, scale)
        this = _share(self.this, scale)
        drawn = [("lo-bar-spent", ZERO, spent), ("lo-bar-this", spent, this)]
        if self.over:
            drawn.append(("lo-bar-over", _share(self.budget or ZERO, scale), _share(self.over, scale)))
        return [(css, f"{x:.2f}", f"{width:.2f}") for css, x, width in drawn if width > 0]

    @property
    def mark(self) -> str:
        """Where the budget ends when it was exceeded, in per cent; empty otherwise."""
        return f"{_share(self.budget or ZERO, self.total):.2f}" if self.over else ""


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return max(ZERO, part) / whole * 100
