"""Where approval policies name fields of records."""

from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.approvals.models import Policy
from legalops.fields import uses
from legalops.fields.uses import Use, codes_in, gathered


def register() -> None:
    """Called once, when the app is ready."""
    uses.register("approvals", _uses)


def _uses(record_type: str) -> dict[str, list[Use]]:
    policies = Policy.objects.filter(record_type=record_type).select_related("published")
    return gathered((_named(each), _use(each)) for each in policies)


def _named(policy: Policy) -> list[str]:
    """As it is edited, and as it was published last."""
    published = policy.published.content if policy.published else {}
    return [*codes_in(policy.conditions), *codes_in(published.get("conditions"))]


def _use(policy: Policy) -> Use:
    url = reverse("admin:approvals_policy_change", args=[policy.pk])
    return Use(_("Approval policy “%s”") % policy.name, url, blocks=True)
