"""Authority: whether those who approve are sure to include someone whose limit covers the amount."""

from collections.abc import Iterable
from decimal import Decimal

from legalops.approvals.engine.shapes import PlannedStep

ZERO = Decimal(0)


def covers(limit: Decimal | None, amount: Decimal | None) -> bool:
    """Whether a limit suffices; no limit is a limit of nothing, no amount needs no authority."""
    return amount is None or (limit or ZERO) >= amount


def is_covered(steps: Iterable[PlannedStep], amount: Decimal | None) -> bool:
    """Whether in every way in which the steps can be satisfied someone with authority is among them."""
    return amount is None or any(_is_sure(step, amount) for step in steps)


def authority_of_approvers(limits: Iterable[Decimal | None]) -> Decimal:
    """The largest limit among them; limits are not added up."""
    return max((limit or ZERO for limit in limits), default=ZERO)


def _is_sure(step: PlannedStep, amount: Decimal) -> bool:
    without = sum(not covers(ask.limit, amount) for ask in step.asks)
    return without < step.needed
