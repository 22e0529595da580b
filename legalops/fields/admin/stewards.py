"""Who answers for shipped fields."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from legalops.access.console import KeptAdmin
from legalops.audit.services import record
from legalops.fields.events import STEWARD
from legalops.fields.models import FieldSteward


@admin.register(FieldSteward)
class FieldStewardAdmin(KeptAdmin):
    """Owner, definition and purpose, in the department's own words."""

    list_display = ("record_type", "code", "owner", "meaning", "why")
    list_filter = ("record_type",)
    list_select_related = ("owner",)
    autocomplete_fields = ()

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: FieldSteward, form: Any, change: bool) -> None:
        """With its event."""
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name] or "") for name in form.changed_data}
        record(obj, STEWARD, actor=request.user, after=after)
