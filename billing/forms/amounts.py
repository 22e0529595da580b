"""Amounts of invoices as people type them."""

from decimal import Decimal
from typing import Any

from billing.services.reductions.amounts import decimals_allowed
from legalops.kernel.money import exponent
from legalops.web import typed


class TypedDecimal(typed.TypedDecimal):
    """A decimal with up to four places, as many as a LEDES amount may have (domain/ledes.md §1.3).

    To whoever reads "1,234.56", "1.234,56" and "1,23" are no numbers: reading them either way could be wrong.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=18, decimal_places=4, **kwargs)

    def limit_places(self, currency: str, billed: Decimal) -> None:
        """No more decimals than the currency has, or than the firm billed where it billed more.

        So 1.234 typed for 1,234 in dollars is refused instead of read as one dollar and 23 cents.
        """
        places = max(exponent(currency), -int(billed.normalize().as_tuple().exponent))
        self.decimal_places = places
        validator = type(self.validators[-1])(self.max_digits, places)
        if places == exponent(currency):
            words = {"max_decimal_places": decimals_allowed(currency)}
            validator.messages = validator.messages | words
        self.validators[-1] = validator
