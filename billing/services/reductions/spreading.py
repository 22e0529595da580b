"""Spreading an invoice-wide reduction over lines."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from billing.models import InvoiceLine
from billing.services.reductions.amounts import refuse_uneven
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO, allocate, round_money
from legalops.web.formats import money


def spread(
    lines: Sequence[InvoiceLine], currency: str, *, percent: Decimal | None, amount: Decimal | None
) -> dict[int, Decimal]:
    """Primary key of a line to its share, above zero; the shares sum to the reduction exactly.

    By what is left of each line, largest remainder first (domain/kpis.md A10). What is left of the invoice
    counts the firm's own discounts and credits, so that 100 % leaves nothing and not a debt of the firm.
    Raises DomainError when nothing is left to reduce, or the sum is no more than zero or more than what is
    left.
    """
    open_lines = [line for line in lines if line.approved > 0]
    chargeable = sum((line.approved for line in open_lines), ZERO)
    wanted = _wanted(sum((line.approved for line in lines), ZERO), currency, percent, amount)
    if wanted == chargeable:
        return {line.pk: line.approved for line in open_lines}
    shares = allocate(wanted, [line.approved for line in open_lines], currency)
    return _within({line.pk: line.approved for line in open_lines}, shares)


def _wanted(left: Decimal, currency: str, percent: Decimal | None, amount: Decimal | None) -> Decimal:
    if left <= 0:
        raise DomainError("adjustment.nothing", _("Nothing of this invoice is left to reduce."))
    if (percent is None) == (amount is None):
        raise DomainError("adjustment.nothing", _("Enter either a percentage or an amount."), field="amount")
    if percent is not None and not ZERO < percent <= 100:
        message = _("A percentage lies above 0 and at most at 100.")
        raise DomainError("adjustment.percent", message, field="percent")
    if amount is not None and amount != left:
        refuse_uneven(amount, currency)
    field = "amount" if percent is None else "percent"
    whole = percent == 100 or amount == left
    wanted = left if whole else round_money(left * percent / 100 if percent else amount, currency)  # type: ignore[arg-type]
    if not ZERO < wanted <= left:
        message = _("Enter more than 0 and at most %s, which is what is left without tax.")
        raise DomainError("adjustment.too_much", message % money(left, currency), field=field)
    return wanted


def _within(room: dict[int, Decimal], shares: Sequence[Decimal]) -> dict[int, Decimal]:
    """A share rounded up past what is left of its line hands the excess to lines that have room."""
    given = dict(zip(room, shares, strict=True))
    excess = ZERO
    for pk, share in given.items():
        if share > room[pk]:
            excess += share - room[pk]
            given[pk] = room[pk]
    for pk in given:
        taken = min(excess, room[pk] - given[pk])
        given[pk] += taken
        excess -= taken
    return {pk: share for pk, share in given.items() if share > 0}
