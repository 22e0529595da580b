"""The details of a record on its page."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from legalops.audit import registry as audited
from legalops.audit.models import AuditEvent
from legalops.fields.selectors.panel import Panel
from legalops.fields.visibility import seen_fields
from legalops.kernel import records

register = template.Library()
_WORDS = {
    "owner": _("Owner"),
    "owner_team": _("Team"),
    "owner_role": _("Role"),
    "label": _("Label"),
    "meaning": _("Definition"),
    "why": _("Why we ask"),
    "classification": _("Classification"),
}


@register.inclusion_tag("fields/panel.html", takes_context=True)
def details(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """The panel of custom fields; nothing where the record has none that the person sees."""
    request = context["request"]
    return {"panel": Panel(record, request.user), "request": request}


@register.inclusion_tag("fields/inline.html", takes_context=True)
def details_inline(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """Custom fields of a small record within the page of another; nothing where it has none."""
    request = context["request"]
    if not seen_fields(request.user, records.type_of(record).code):
        return {}
    panel = Panel(record, request.user)
    lines = [line for section in panel.sections for line in section.lines if line.words or line.is_required]
    return {"panel": panel, "lines": lines, "record": record, "request": request}


@register.simple_tag
def field_event(event: AuditEvent) -> str:
    """What was done to a field, in words."""
    return audited.phrase(event.action)


@register.filter
def changed_words(event: AuditEvent) -> list[str]:
    """Each owner or text that changed, from and to."""
    before, after = event.before or {}, event.after or {}
    return [
        f"{_WORDS[name]}: {before.get(name) or '–'} → {value or '–'}"
        for name, value in after.items()
        if name in _WORDS and name in before
    ]
