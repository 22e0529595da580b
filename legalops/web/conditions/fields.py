"""The form field: what was typed is kept, every fault is said with its place and its mend."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from legalops.kernel import records
from legalops.kernel.conditions import ConditionFaults, parse
from legalops.web.conditions.widget import ConditionsWidget


class ConditionsField(forms.Field):
    """A list of conditions over a record type's fields, as `legalops.kernel.conditions` stores them.

    No conditions at all hold always; `required=True` refuses them. `console=True` gives the boxes the look of
    the administration console.
    """

    widget = ConditionsWidget

    def __init__(self, *, record_type: str = "", console: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", ConditionsWidget(console=console))
        super().__init__(**kwargs)
        self.record_type = record_type

    @property
    def record_type(self) -> str:
        """Code of the record type whose fields are offered."""
        return self._record_type

    @record_type.setter
    def record_type(self, code: str) -> None:
        self._record_type = code
        self.widget.record_type = code

    def to_python(self, value: Any) -> list[Any]:
        """The stored list; blank rows are gone."""
        return value if isinstance(value, list) else []

    def validate(self, value: list[Any]) -> None:
        """Refuse what the product could not judge by."""
        super().validate(value)
        if not value:
            return
        try:
            parse(value, records.fields_of(self.record_type))
        except ConditionFaults as faulty:
            raise ValidationError(faulty.faults, code=faulty.code) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as they are stored."""
        return not self.disabled and (initial or []) != self.to_python(data)
