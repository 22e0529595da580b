"""Conversion to base currency; the rate used is returned so that it is stored with the amount."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from legalops.fx.models import ExchangeRate
from legalops.kernel.errors import DomainError
from legalops.kernel.money import round_money


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and where it is from."""

    currency: str
    value: Decimal
    date: date

    def to_base(self, amount: Decimal) -> Decimal:
        """The amount in base currency, rounded half-up to its minor unit."""
        return round_money(amount * self.value, settings.BASE_CURRENCY)


def rate_on(currency: str, on: date) -> Rate:
    """Last known rate on or before a date. Raises DomainError "fx.missing" when there is none."""
    if currency == settings.BASE_CURRENCY:
        return Rate(currency, Decimal(1), on)
    row = ExchangeRate.objects.filter(currency=currency, date__lte=on).order_by("-date").first()
    if row is None:
        raise DomainError(
            "fx.missing",
            f"There is no {currency} exchange rate on or before {on}. Add one under Exchange rates.",
        )
    return Rate(currency, row.rate, row.date)
