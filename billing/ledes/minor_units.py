"""Money that its currency cannot pay: LEDES amounts have four decimals, the yen has none.

Currencies of hundredths are left alone: firms bill them to four decimals, as the standard allows
(domain/ledes.md §1.3). Rates and units may have what decimals they like; totals are what is paid.
"""

from functools import lru_cache

from billing.ledes.values import AMOUNT_DECIMALS
from legalops.kernel.money import exponent

_HUNDREDTHS = 2

# The totals of a record that a currency has to be able to pay.
TOTALS = (
    "LINE_ITEM_TOTAL",
    "LINE_ITEM_TAX_TOTAL",
    "INVOICE_TOTAL",
    "INVOICE_TAX_TOTAL",
    "INVOICE_NET_TOTAL",
)


@lru_cache(maxsize=512)
def step(currency: str | None) -> int:
    """The least amount of the currency in ten-thousandths: 10,000 for JPY, 10 for KWD, 1 where four decimals
    are legal or no currency is known."""
    places = exponent(currency or "")
    return 1 if places == _HUNDREDTHS else 10 ** (AMOUNT_DECIMALS - places)


def variant(currency: str) -> tuple[str, int]:
    """Which wording tells it, and how many decimals the currency has."""
    places = exponent(currency)
    return ("unit" if places else "whole"), places
