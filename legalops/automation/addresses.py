"""Where the automation log shows something of its own."""

from django.urls import reverse
from django.utils.http import urlencode


def log_of(**filters: object) -> str:
    """The log narrowed by fields of its runs."""
    return f"{reverse('admin:automation_automationrun_changelist')}?{urlencode(filters)}"


def log_address(kind: str, rule_id: int) -> str:
    """All runs of one rule."""
    return log_of(rule=f"{kind}:{rule_id}")
