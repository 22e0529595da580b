"""What is changed in the console leaves its trace in the ledger like any other change."""

from typing import Any

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from legalops.access.console import KeptAdmin
from legalops.audit.services import record

ACTIONS = {
    "console.record.added": "added to the configuration",
    "console.record.changed": "changed the configuration",
}


class RecordedAdmin(KeptAdmin):
    """Reference data without a service of its own: saved and recorded in one transaction."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save, and say in the ledger which fields changed from what to what."""
        stored = type(obj)._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        names = form.changed_data if change else list(form.cleaned_data)
        record(
            obj,
            "console.record.changed" if change else "console.record.added",
            actor=request.user,
            before=_words(stored, names) if stored else None,
            after={name: _word(form.cleaned_data.get(name)) for name in names},
        )


def _words(stored: Model, names: list[str]) -> dict[str, Any]:
    single = {
        field.name for field in stored._meta.get_fields() if not (field.many_to_many or field.one_to_many)
    }
    return {name: _word(getattr(stored, name)) for name in names if name in single}


def _word(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    return [str(one) for one in value] if hasattr(value, "__iter__") else str(value)
