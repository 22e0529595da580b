"""Custom fields as changes of many rows: each that the person sees and fills in."""

from collections.abc import Callable
from typing import Any

from django import forms

from legalops.accounts.models import User
from legalops.fields.definitions import Definition
from legalops.fields.forms import box_of
from legalops.fields.services import set_values
from legalops.fields.values.faults import NotOfField
from legalops.fields.values.reading import stored_form
from legalops.fields.values.words import names_for, words_of
from legalops.fields.visibility import fills_in, seen_fields
from legalops.lists.bulk.declaring import VALUE, BulkRows
from legalops.lists.bulk.registry import Change, Maker, Values

_AFTER_SHIPPED = 200


def custom_changes(rows: BulkRows, record_type: str) -> Maker:
    """Makes a change of each custom field of the rows' record type that a person may fill in."""

    def make(user: User) -> list[Change]:
        return [_change(rows, each, user) for each in seen_fields(user, record_type) if fills_in(user, each)]

    return make


class _FieldForm(forms.Form):
    """One custom field; none takes the value away where the field can do without."""

    def __init__(self, definition: Definition, user: User, data: Any = None) -> None:
        super().__init__(data)
        self._definition, self._user = definition, user
        box = box_of(definition, user)
        box.required, box.label, box.help_text = False, definition.label, definition.help_text
        self.fields[VALUE] = box

    def clean(self) -> dict[str, Any]:
        """The value as it is stored."""
        data = super().clean() or self.cleaned_data
        try:
            data[VALUE] = stored_form(self._definition, data.get(VALUE), actor=self._user)
        except NotOfField as fault:
            self.add_error(VALUE, str(fault))
        return data


def _change(rows: BulkRows, definition: Definition, user: User) -> Change:
    code, words = definition.code, _words(definition, user)

    def write(record: Any, value: Any, actor: User) -> None:
        set_values(record, {code: value}, actor=actor)

    def held(record: Any, _values: Values) -> Any:
        return record.custom.get(code)

    return rows.change(
        definition.key,
        definition.label,
        form=lambda person, data: _FieldForm(definition, person, data),
        read=lambda record, values: words(held(record, values)),
        holds=lambda record, values: held(record, values) == values[VALUE],
        apply=lambda record, values, actor: write(record, values[VALUE], actor),
        remember=held,
        restore=write,
        order=_AFTER_SHIPPED,
    )


def _words(definition: Definition, user: User) -> Callable[[Any], str]:
    """How values read; each is looked up once."""
    known: dict[str, str] = {}

    def words(value: Any) -> str:
        key = repr(value)
        if key not in known:
            known[key] = words_of(definition, value, names_for([(definition, value)], user))
        return known[key]

    return words
