"""A change made in the console leaves its trace in the ledger, with the values before and after."""

from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from legalops.kernel import ledger

# Never written down anywhere.
_SECRET = "password"  # noqa: S105  (part of field names)


class RecordedChanges:
    """For console pages of records without a service of their own: one event for each save and deletion."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save, and say in the ledger which fields changed from what to what."""
        names = [name for name in _changed(form, change) if _SECRET not in name]
        before = words_of(type(obj)._default_manager.get(pk=obj.pk), names) if change else None
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        if change and not names:
            return
        ledger.record(
            obj,
            "console.record.changed" if change else "console.record.added",
            actor=request.user,
            before=before,
            after={name: word_of(form.cleaned_data.get(name)) for name in names},
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and keep in the ledger what was there."""
        with transaction.atomic():
            ledger.record(obj, "console.record.removed", actor=request.user, before=_all_words(obj))
            super().delete_model(request, obj)  # type: ignore[misc]

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One by one, each with its event."""
        for one in queryset:
            self.delete_model(request, one)


def words_of(stored: Model, names: list[str]) -> dict[str, Any]:
    """The stored values of these fields, lists of related records included."""
    fields = {field.name: field for field in stored._meta.get_fields()}
    known = [name for name in names if name in fields and not fields[name].one_to_many]
    return {name: _value(stored, name, many=bool(fields[name].many_to_many)) for name in known}


def word_of(value: Any) -> Any:
    """A value as the ledger keeps it: plain, or in words."""
    if value is None or isinstance(value, str | bool | int):
        return value
    return [str(one) for one in value] if hasattr(value, "__iter__") else str(value)


def _value(stored: Model, name: str, *, many: bool) -> Any:
    value = getattr(stored, name)
    return [str(one) for one in value.all()] if many else word_of(value)


def _all_words(stored: Model) -> dict[str, Any]:
    names = [field.name for field in stored._meta.concrete_fields if not field.primary_key]
    return words_of(stored, [name for name in names if _SECRET not in name])


def _changed(form: ModelForm, change: bool) -> list[str]:
    return form.changed_data if change else list(form.cleaned_data)
