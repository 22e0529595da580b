"""Parameters as files have them: records by what people call them, not by keys of one database."""

from types import SimpleNamespace
from typing import Any

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from legalops.lists.params import Params
from legalops.web.lists import ListSpec

_NAMES = ("code", "email", "number", "name")


def to_file(spec: ListSpec, params: Params) -> Params:
    """Keys of records become codes, addresses, numbers or names; what is gone stays as it is."""
    return {name: _renamed(spec, name, values, "pk") for name, values in params.items()}


def from_file(spec: ListSpec, params: Params) -> Params:
    """The other way round. Raises DomainError, of the field "params", for what does not exist here."""
    return {name: _renamed(spec, name, values, "") for name, values in params.items()}


def _renamed(spec: ListSpec, name: str, values: list[str], by: str) -> list[str]:
    model = _model_of(spec, name)
    called = model and _name_of(model)
    if model is None or not called:
        return list(values)
    if by == "pk":
        keys = [value for value in values if value.isdecimal()]
        known = dict(model._base_manager.filter(pk__in=keys).values_list("pk", called))
        return [str(known.get(int(value), value)) if value.isdecimal() else value for value in values]
    found = {str(word): str(key) for key, word in _pairs(model, called, values)}
    for value in values:
        if value not in found:
            message = _("Filter %(name)s: there is no “%(value)s” here. Add it first, or name another.")
            raise DomainError("views.params", message % {"name": name, "value": value}, field="params")
    return [found[value] for value in values]


def _pairs(model: type[Model], called: str, values: list[str]) -> Any:
    return model._base_manager.filter(**{f"{called}__in": values}).values_list("pk", called)


def _model_of(spec: ListSpec, name: str) -> type[Model] | None:
    filter_ = spec.filters.base_filters.get(name)
    kinds = (django_filters.ModelChoiceFilter, django_filters.ModelMultipleChoiceFilter)
    if not isinstance(filter_, kinds):
        return None
    rows = filter_.extra["queryset"]
    if callable(rows):
        rows = rows(SimpleNamespace(user=AnonymousUser()))
    return rows.model


def _name_of(model: type[Model]) -> str:
    for name in _NAMES:
        try:
            if model._meta.get_field(name).unique:
                return name
        except FieldDoesNotExist:
            continue
    return ""
