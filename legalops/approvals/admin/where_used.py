"""Where a policy is used, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.approvals.enums import LIVE
from legalops.approvals.models import Policy, Request


def where_used(policy: Policy) -> str:
    """How many requests wait and were asked under it, and which policies are tried before it."""
    asked = Request.objects.filter(policy__policy=policy)
    waiting, total = asked.filter(state__in=LIVE).count(), asked.count()
    before = Policy.objects.filter(
        record_type=policy.record_type, is_active=True, position__lt=policy.position, published__isnull=False
    )
    names = ", ".join(each.name for each in before)
    parts = [
        ngettext("%d request waits under it", "%d requests wait under it", waiting) % waiting,
        ngettext("%d was asked in all.", "%d were asked in all.", total) % total,
        _("Tried before it: %s.") % names if names else _("No policy is tried before it."),
    ]
    return f"{parts[0]}, {parts[1]} {parts[2]}"
