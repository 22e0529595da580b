"""A policy in sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.approvals import registry
from legalops.approvals.enums import StepMode, Who
from legalops.kernel import conditions, records
from legalops.kernel.conditions import ConditionFaults


def sentences_of(content: Mapping[str, Any], record_type: str) -> list[str]:
    """When the policy fits and whom each step asks."""
    found = [_when(content["conditions"], record_type)]
    found += [f"{_('Step')} {step['number']}: {step_in_words(step)}" for step in content["steps"]]
    if content["within_authority"]:
        found.append(_("Someone with authority for the amount must approve."))
    return found


def step_in_words(step: Mapping[str, Any]) -> str:
    """Whom the step asks, how many of them decide, and what happens when they are late."""
    parts = [_whom(step)]
    if step["mode"] == StepMode.N_OF:
        parts.append(_("%s of them") % step["needed"])
    elif step["who"] != Who.AUTHORITY:
        parts.append(str(StepMode(step["mode"]).label).lower())
    if step["otherwise"]:
        relation = registry.relation(step["otherwise"])
        parts.append(_("otherwise %s") % (relation.label if relation else step["otherwise"]))
    if step["due_after"]:
        parts.append(_("due after %s working days") % step["due_after"])
    if step["escalates_after"]:
        parts.append(_("escalates after %s working days") % step["escalates_after"])
    parts.append(_("order %s") % step["position"])
    return ", ".join(parts)


def _when(stored: Any, record_type: str) -> str:
    fields = records.fields_of(record_type)
    try:
        judged = conditions.explain(conditions.parse(stored, fields), {}, fields)
    except ConditionFaults as faults:
        return faults.message
    return " · ".join(each.sentence for each in judged) or _("Always fits.")


def _whom(step: Mapping[str, Any]) -> str:
    match step["who"]:
        case Who.PEOPLE:
            names = User.objects.filter(pk__in=step["people"]).order_by("full_name")
            return ", ".join(names.values_list("full_name", flat=True))
        case Who.ROLE:
            role = Role.objects.filter(code=step["role"]).first()
            return _("everyone who is %s") % (role.name if role else step["role"])
        case Who.TEAM:
            return _("everyone of the team %s") % Team.objects.filter(pk=step["team"]).first()
        case Who.RELATION:
            relation = registry.relation(step["relation"])
            return str(relation.label) if relation else step["relation"]
    return str(Who.AUTHORITY.label)
