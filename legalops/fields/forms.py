"""Custom fields in forms: boxes by kind, what is shown by conditions, errors beside the field."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import PREFIX, Definition
from legalops.fields.enums import Kind
from legalops.fields.layouts import Arranged, arranged
from legalops.fields.values.faults import FieldFaults
from legalops.fields.values.words import titles
from legalops.fields.visibility import fills_in, seen_fields
from legalops.kernel import records
from legalops.kernel.records import Field, FieldKind
from legalops.web import typed
from legalops.web.conditions import choices_of

_MOST_LINKED = 300


def opening_fields(user: Any, record_type: str) -> list[Definition]:
    """What the person is asked when they open a record of this type."""
    asked = [
        each for each in seen_fields(user, record_type)
        if each.asked_at_opening and fills_in(user, each, opening=True)
    ]  # fmt: skip
    # Whoever opens a record is asked everything that it needs: sections for some roles hide nothing here.
    groups = arranged(catalogue().layout(record_type), asked, None)
    return [each for group in groups for each in group.definitions]


def ask_at_opening(
    form: forms.Form,
    user: Any,
    record_type: str,
    *,
    chosen: str = "",
    values_of: Mapping[str, str] | None = None,
) -> None:
    """Add what is asked at opening. `chosen` names the form's field for the sub-type and `values_of` its
    values by sub-type code; where the sub-type is known already, `values_of` has it alone.
    """
    asked = opening_fields(user, record_type)
    if not chosen and values_of is not None:
        asked = [each for each in asked if not each.sub_types or set(each.sub_types) & set(values_of)]
    add_boxes(form, asked, user)
    for each in asked:
        if chosen and each.sub_types:
            only = [value for code, value in (values_of or {}).items() if code in each.sub_types]
            attrs = form.fields[each.key].widget.attrs
            attrs |= {"data-only-in": chosen, "data-only-for": json.dumps(only)}


def add_boxes(
    form: forms.Form, definitions: Iterable[Definition], user: Any, values: Mapping[str, Any] | None = None
) -> None:
    """Add a box for each field to the form. Nothing is required here: the service knows what is."""
    for each in definitions:
        box = box_of(each, user, present=(values or {}).get(each.code))
        box.required, box.label = False, each.label
        box.help_text = " ".join(filter(None, (each.help_text, _why(each))))
        box.initial = (values or {}).get(each.code) if values is not None else _default(each)
        box.widget.attrs |= {"data-field": each.code} | _conditions(each)
        form.fields[each.key] = box


def given(data: Mapping[str, Any]) -> dict[str, Any]:
    """The custom fields among a form's values, by code."""
    return {name.removeprefix(PREFIX): value for name, value in data.items() if name.startswith(PREFIX)}


def without_custom(data: Mapping[str, Any]) -> dict[str, Any]:
    """The others."""
    return {name: value for name, value in data.items() if not name.startswith(PREFIX)}


@contextmanager
def faults_beside_fields(form: forms.BaseForm) -> Iterator[None]:
    """Run a service that sets custom fields; look at `form.errors` afterwards."""
    try:
        yield
    except FieldFaults as refusal:
        tell(form, refusal)


def tell(form: forms.BaseForm, refusal: FieldFaults) -> None:
    """Say each fault beside its field."""
    for code, words in refusal.faults.items():
        name = f"{PREFIX}{code}"
        form.add_error(
            name if name in form.fields else None, words if name in form.fields else f"{code}: {words}"
        )


def box_of(definition: Definition, user: Any, present: Any = None) -> forms.Field:
    """The box for a field's kind."""
    return _BOXES[Kind(definition.kind)](definition, user, present)


def _text(definition: Definition, user: Any, present: Any) -> forms.Field:
    return forms.CharField(max_length=500)


def _long(definition: Definition, user: Any, present: Any) -> forms.Field:
    return forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))


def _number(definition: Definition, user: Any, present: Any) -> forms.Field:
    return _TypedNumber(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


class _TypedNumber(forms.CharField):
    """A number as the reader types it; on to the service goes the plain one."""

    def prepare_value(self, value: Any) -> Any:
        """The stored number in the reader's notation."""
        return typed.shown_in_box(value)

    def clean(self, value: Any) -> str:
        """Plain text; what is no number goes on as it is, and the service says so."""
        return typed.plain_text(super().clean(value))


def _date(definition: Definition, user: Any, present: Any) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _yes_no(definition: Definition, user: Any, present: Any) -> forms.Field:
    choices = [("", _("Not said")), ("true", _("Yes")), ("false", _("No"))]
    return _Truth(choices=choices)


class _Truth(forms.ChoiceField):
    """Yes, no, or not said."""

    def prepare_value(self, value: Any) -> Any:
        """A stored yes or no as the box has it."""
        return str(value).lower() if isinstance(value, bool) else value


def _choice(definition: Definition, user: Any, present: Any) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("None")), *_offered(definition, [present])])


def _choices(definition: Definition, user: Any, present: Any) -> forms.Field:
    offered = _offered(definition, present or [])
    return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple)


def _offered(definition: Definition, had: Iterable[Any]) -> list[tuple[str, str]]:
    """What may be chosen, and what the record has although it is retired."""
    kept = set(had)
    return [(each.code, each.label) for each in definition.choices if not each.retired or each.code in kept]


def _person(definition: Definition, user: Any, present: Any) -> forms.Field:
    people = choices_of(Field(definition.code, definition.label, FieldKind.PERSON))
    return forms.ChoiceField(choices=[("", _("Nobody")), *sorted(people, key=lambda each: each[1])])


def _record(definition: Definition, user: Any, present: Any) -> forms.Field:
    rows = records.find(definition.target).rows().visible_to(user).order_by("-pk")
    keys = list(rows.values_list("pk", flat=True)[:_MOST_LINKED])
    named = titles(definition.target, {*keys, *([present] if present else [])}, user)
    offered = sorted(((str(pk), title) for pk, (title, _url) in named.items()), key=lambda each: each[1])
    return forms.ChoiceField(choices=[("", _("None")), *offered])


_BOXES: dict[Kind, Callable[[Definition, Any, Any], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PERSON: _person,
    Kind.RECORD: _record,
    Kind.URL: _text,
}


def _why(definition: Definition) -> str:
    return _("Why we ask: %s") % definition.why if definition.why else ""


def _default(definition: Definition) -> Any:
    if not definition.default or definition.kind not in (Kind.CHOICES,):
        return definition.default or None
    return [part.strip() for part in definition.default.split(",")]


def _conditions(definition: Definition) -> dict[str, str]:
    return {"data-shown-when": json.dumps(definition.shown_when)} if definition.shown_when else {}


@dataclass(frozen=True, slots=True)
class FormSection:
    """Boxes that stand together under a title; closed at first, unless something in it is wrong."""

    title: str
    boxes: list[forms.BoundField]
    collapsed: bool

    @property
    def is_open(self) -> bool:
        """Whether it begins open."""
        return not self.collapsed or any(box.errors for box in self.boxes)


def by_section(form: forms.BaseForm, groups: Iterable[Arranged]) -> list[FormSection]:
    """The boxes of a form that have custom fields' names, by section."""
    return [
        FormSection(group.title, [form[each.key] for each in group.definitions], group.collapsed)
        for group in groups
    ]


class DetailsForm(forms.Form):
    """The fields of a record that a person may fill in, by section, with what they were looking at."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, groups: list[Arranged], record: Any, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = groups
        definitions = [each for group in groups for each in group.definitions]
        stored = {each.code: record.custom.get(each.code) for each in definitions}
        self.fields["seen"].initial = stored
        add_boxes(self, definitions, user, stored)

    @property
    def sections(self) -> list[FormSection]:
        """The boxes by section."""
        return by_section(self, self._groups)
