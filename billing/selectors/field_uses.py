"""Where review rules look at fields of matters and invoices."""

from django.urls import reverse
from django.utils.translation import gettext as _

from billing.models import ReviewRule
from legalops.fields.uses import Use, gathered

# What a rule may be limited by, as the fields of each record type say it.
_LIMITS = {
    "matter": {"matter_types": "type"},
    "invoice": {"matter_types": "matter_type", "firms": "firm"},
}


def uses_in_rules(record_type: str) -> dict[str, list[Use]]:
    """Rules that apply to some matter types or firms only, by the field that tells them apart."""
    limits = _LIMITS.get(record_type)
    if not limits:
        return {}
    rules = ReviewRule.objects.prefetch_related("matter_types", "firms")
    return gathered((_limited_by(each, limits), _use(each)) for each in rules)


def _limited_by(rule: ReviewRule, limits: dict[str, str]) -> list[str]:
    return [code for name, code in limits.items() if getattr(rule, name).all()]


def _use(rule: ReviewRule) -> Use:
    url = reverse("admin:billing_reviewrule_change", args=[rule.pk])
    return Use(_("Review rule %s") % rule, url, blocks=True)
