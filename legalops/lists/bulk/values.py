"""What was entered for a change: stored as it was typed, checked again whenever it is used."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict

from legalops.accounts.models import User
from legalops.kernel.errors import DomainError
from legalops.lists.bulk.registry import Change
from legalops.web import formats

_OURS = ("csrfmiddlewaretoken", "step")


def stored(data: QueryDict) -> dict[str, list[str]]:
    """The entries of a posted form as plain data."""
    return {name: list(values) for name, values in data.lists() if name not in _OURS}


def form_of(change: Change, user: User, data: dict[str, list[str]]) -> forms.Form:
    """The change's form with what was entered."""
    entered = QueryDict(mutable=True)
    for name, values in data.items():
        entered.setlist(name, list(values))
    return change.form(user, entered)


def values_of(change: Change, user: User, data: dict[str, list[str]]) -> dict[str, Any]:
    """The checked values. Raises DomainError where what was entered is not possible any more."""
    form = form_of(change, user, data)
    if not form.is_valid():
        said = " ".join(message for messages in form.errors.values() for message in messages)
        raise DomainError("bulk.values", said)
    return form.cleaned_data


def in_words(form: forms.Form) -> list[tuple[str, str]]:
    """Label and value of all that was entered in a checked form."""
    pairs = ((field, form.cleaned_data.get(name)) for name, field in form.fields.items())
    return [(str(field.label), _said(field, value)) for field, value in pairs if value not in (None, "", [])]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(value, QuerySet | list | tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return formats.day(value) if hasattr(value, "isoformat") else str(value)
