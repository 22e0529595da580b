"""One field of the dictionary as its page shows it."""

from django.urls import reverse

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of, has_capability
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.fields import uses
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.uses import Use

_LATEST = 30
_CONSOLE = frozenset({can.CONFIGURE, can.AUDIT_VIEW})


def places_of(entry: FieldEntry, viewer: User) -> list[Use]:
    """Where the field is used now; addresses of the console only for who may open it."""
    found = uses.uses_of(entry.record_type, entry.code)
    console = reverse("admin:index")
    opens = viewer.is_staff and not capabilities_of(viewer).isdisjoint(_CONSOLE)
    return [
        each if opens or not each.url.startswith(console) else Use(each.where, "", each.blocks)
        for each in found
    ]


def history_of_entry(entry: FieldEntry) -> list[AuditEvent]:
    """What was done to the field itself, newest first."""
    subjects = [entry, *([entry.definition] if entry.definition else [])]
    return list(events_of(*subjects)[:_LATEST])


def console_url(entry: FieldEntry, viewer: User) -> str:
    """Where a custom field is configured, for who may; else nothing."""
    if not entry.definition_id or not (viewer.is_staff and has_capability(viewer, can.CONFIGURE)):
        return ""
    name = f"admin:{FieldDefinition._meta.app_label}_{FieldDefinition._meta.model_name}_change"
    return reverse(name, args=[entry.definition_id])
