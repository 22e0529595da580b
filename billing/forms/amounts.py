"""Numbers as people type them: digits in groups as the page prints them, a point before the decimals."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing.services.reductions.amounts import decimals_allowed
from legalops.kernel.money import exponent

_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?", re.ASCII)
_MONEY = {"inputmode": "decimal", "autocomplete": "off", "class": "lo-input-end"}


class TypedDecimal(forms.DecimalField):
    """A decimal with up to four places, as many as a LEDES amount may have (domain/ledes.md §1.3).

    "1,234.56" is read; "1.234,56" and "1,23" are refused, since reading them either way could be wrong.
    """

    default_error_messages = {
        "invalid": _("Enter a number such as 1,234.56, with a point before the decimals.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(_MONEY))
        super().__init__(max_digits=18, decimal_places=4, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Without the commas between groups of three."""
        if isinstance(value, str):
            value = value.strip()
            if not _PLAIN.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "")
        return super().to_python(value)

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
