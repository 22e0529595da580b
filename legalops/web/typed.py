"""The form field for numbers that people type, in the notation in which they read."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legalops.kernel import notations, typed_numbers
from legalops.web import formats

AMBIGUOUS = _("This can be %(own)s or %(plain)s. Write it as %(clear)s or as %(other)s.")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_BOX = {"inputmode": "decimal", "autocomplete": "off", "class": "lo-input-end"}
_SAMPLE = Decimal("1234.56")


class TypedDecimal(forms.DecimalField):
    """A decimal: "1,234.56", or as the reader's notation has it; what can be read two ways is refused.

    Hidden boxes are the page's own and hold plain numbers.
    """

    default_error_messages = {
        "invalid": _("Enter a number such as %(sample)s."),
        "ambiguous": AMBIGUOUS,
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(_BOX))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """The number that was typed. Raises ValidationError with the mend."""
        if isinstance(value, str) and value not in self.empty_values and value.strip():
            value = _without_idle_zeros(self._read(value), self.decimal_places)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """A number in the reader's notation; what was typed stays as it was typed."""
        if isinstance(value, Decimal) and not self.widget.is_hidden:
            return typed_numbers.written(value, notations.reader())
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the number is another, however it is written."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _read(self, text: str) -> Decimal:
        notation = notations.PRODUCTS if self.widget.is_hidden else notations.reader()
        try:
            return typed_numbers.read(text, notation)
        except typed_numbers.Ambiguous as two:
            facts = meanings(two)
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params=facts) from None
        except typed_numbers.NoNumber:
            facts = {"sample": formats.number(_SAMPLE, 2)}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=facts) from None


def meanings(two: typed_numbers.Ambiguous) -> dict[str, str]:
    """The two numbers in the reader's notation, and how to write each so that it is only one."""
    notation = notations.reader()
    return {
        "own": formats.number(two.own),
        "plain": formats.number(two.plain),
        "clear": typed_numbers.written(two.own, notation),
        "other": typed_numbers.written(two.plain, notation),
    }


def plain_text(text: str) -> str:
    """A typed number as plain text for services, which read no notation; what is no number as it is.

    Raises ValidationError for what can be read two ways.
    """
    try:
        return format(typed_numbers.read(text, notations.reader()), "f")
    except typed_numbers.Ambiguous as two:
        raise ValidationError(AMBIGUOUS, code="ambiguous", params=meanings(two)) from None
    except typed_numbers.NoNumber:
        return text


def shown_in_box(stored: Any) -> Any:
    """A plain number in the reader's notation; all else as it is."""
    if isinstance(stored, str) and _PLAIN.fullmatch(stored):
        return typed_numbers.written(Decimal(stored), notations.reader())
    return stored


def _without_idle_zeros(value: Decimal, places: int | None) -> Decimal:
    """Zeros beyond the places that the field has say nothing: 1.2340 is no finer than 1.234."""
    shift = -int(value.as_tuple().exponent)
    if places is None or shift <= places:
        return value
    exact = value.quantize(Decimal(1).scaleb(-places))
    return exact if exact == value else value
