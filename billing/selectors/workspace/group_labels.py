"""What a group of lines is called."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from billing import review
from billing.models import BillingCode
from billing.selectors.workspace.grouping import View
from legalops.web import formats


def labels_for(view: View, keys: Iterable[Any]) -> Mapping[str, str]:
    """Names of the codes or rules among the keys."""
    if view.group == "task":
        return dict(BillingCode.objects.filter(code__in=list(keys)).values_list("code", "label"))
    if view.group == "finding":
        return {rule.code: rule.title for rule in review.RULES}
    return {}


def label_of(view: View, rank: int, key: Any, labels: Mapping[str, str]) -> str:
    """The heading of one group."""
    if isinstance(key, date):
        return formats.day(key)
    if view.group == "timekeeper":
        return str(key) if rank == 0 else _("Expenses and adjustments")
    if view.group == "finding":
        return f"{key} {labels.get(key, '')}" if rank == 0 else _("Without findings")
    if view.group == "task":
        without = _("Without a task code") if rank == 0 else _("Without an expense code")
        return f"{key} {labels.get(key, '')}".strip() if key else without
    return _("All lines")
