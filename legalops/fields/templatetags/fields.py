"""The details of a record on its page."""

from typing import Any

from django import template

from legalops.fields.selectors.panel import Panel

register = template.Library()


@register.inclusion_tag("fields/panel.html", takes_context=True)
def details(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """The panel of custom fields; nothing where the record has none that the person sees."""
    request = context["request"]
    return {"panel": Panel(record, request.user), "request": request}
