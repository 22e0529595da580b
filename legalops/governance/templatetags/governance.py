"""What the pages of access governance ask."""

from django import template

from legalops.audit import registry
from legalops.audit.models import AuditEvent

register = template.Library()


@register.simple_tag
def event_words(event: AuditEvent) -> str:
    """What was done, in words."""
    return registry.phrase(event.action)
