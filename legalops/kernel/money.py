"""Decimal money with its currency, rounded half-up once per line to the currency's minor unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)

# ISO 4217 exponents that are not 2.
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_EXPONENTS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def exponent(currency: str) -> int:
    """Decimal places of the currency's minor unit: USD 2, JPY 0, KWD 3 (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of the currency, for example Decimal('0.01') for USD."""
    return Decimal(1).scaleb(-exponent(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Round half-up (away from zero at the tie) to the currency's minor unit."""
    _refuse_float(amount)
    return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


def allocate(amount: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split an amount by weights so that the parts sum to it exactly (largest remainder).

    Ties go to the earlier part: 100.00 by thirds is 33.34, 33.33, 33.33 (domain/kpis.md A10).
    Raises ValueError when weights are empty, negative or sum to zero.
    """
    total_weight = sum(weights, ZERO)
    if not weights or min(weights) < 0 or total_weight == 0:
        raise ValueError("Weights must be non-negative and sum to more than zero.")
    unit = minor_unit(currency)
    units = round_money(abs(amount), currency) / unit
    shares = [units * weight / total_weight for weight in weights]
    whole = [share.to_integral_value(rounding=ROUND_FLOOR) for share in shares]
    by_remainder = sorted(range(len(weights)), key=lambda i: (whole[i] - shares[i], i))
    for i in by_remainder[: int(units - sum(whole, ZERO))]:
        whole[i] += 1
    sign = -1 if amount < 0 else 1
    return [sign * part * unit for part in whole]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency; adding two currencies is a type error."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        _refuse_float(self.amount)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def rounded(self) -> "Money":
        """The amount at the currency's minor unit."""
        return Money(round_money(self.amount, self.currency), self.currency)

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise TypeError(f"Cannot combine {self.currency} with {other.currency}.")
        return other


def _refuse_float(amount: Decimal) -> None:
    if not isinstance(amount, Decimal):
        raise TypeError(f"Money is Decimal, not {type(amount).__name__}.")
