"""Keeping SLA policies with their escalations: the same checks for files and the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.configuration.plain import save_row
from legalops.kernel import conditions, records
from legalops.kernel.errors import DomainError
from legalops.workflows.enums import Moment
from legalops.workflows.models import Escalation, SlaPolicy
from legalops.workflows.selectors.vocabulary import who_of
from legalops.workflows.services.authoring import record_types

Step = Mapping[str, Any]


@transaction.atomic
def save_policy(policy: SlaPolicy | None, given: Mapping[str, Any], *, actor: User) -> SlaPolicy:
    """Change a policy, or add one where there is none; escalations that are given replace all it has.

    An escalation is its moment, who is told and perhaps the role that gets the work. Raises DomainError
    naming the field for records without workflow, and conditions, hours and people that cannot be.
    """
    record_type = given.get("record_type") or (policy.record_type if policy else "")
    require_workflow(record_type)
    values = {name: value for name, value in given.items() if name != "escalations"}
    values["record_type"] = record_type
    if policy is None or record_type != policy.record_type or "conditions" in values:
        # Other records have other fields; what is broken already may still be switched off.
        stored = values.setdefault("conditions", policy.conditions if policy else [])
        conditions.parse(stored, records.fields_of(record_type))
    identity = {"pk": policy.pk if policy else None}
    saved: Any = save_row(SlaPolicy, identity, values, actor=actor)
    if "escalations" in given:
        set_escalations(saved, given["escalations"], actor=actor)
    return saved


@transaction.atomic
def set_escalations(policy: SlaPolicy, steps: Sequence[Step], *, actor: User) -> None:
    """Let these steps be the escalation of a policy; the same steps again change nothing.

    Raises DomainError for moments and people that its records do not know.
    """
    wanted = [checked_step(step, policy.record_type) for step in steps]
    SlaPolicy.objects.select_for_update().get(pk=policy.pk)
    before = steps_of(policy)
    if before == sorted(map(_told, wanted), key=lambda step: step["moment"]):
        return
    policy.escalations.all().delete()
    Escalation.objects.bulk_create(Escalation(policy=policy, **step) for step in wanted)
    told = {"before": {"escalations": before}, "after": {"escalations": steps_of(policy)}}
    record(policy, "configuration.item.changed", actor=actor, **told)


def checked_step(step: Step, record_type: str) -> dict[str, Any]:
    """A step with what was left out. Raises DomainError naming the moment or person that is not known."""
    moment, who = step.get("moment", Moment.AT_RISK), step.get("who", "is:assignee")
    for value, known in ((moment, Moment.values), (who, list(who_of(record_type)))):
        if value not in known:
            message = _("There is no “%(value)s” here. Write one of: %(known)s.")
            facts = {"value": value, "known": ", ".join(known)}
            raise DomainError("configuration.value", message % facts, field="escalations")
    return {"moment": moment, "who": who, "reassign_to": step.get("reassign_to")}


def require_workflow(record_type: Any) -> None:
    """Raises DomainError for records that run through no workflow, naming those that do."""
    known = [code for code, _name in record_types()]
    if record_type not in known:
        message = _("Records of type “%(type)s” run through no workflow. Those that do: %(known)s.")
        facts = {"type": record_type, "known": ", ".join(known)}
        raise DomainError("configuration.value", message % facts, field="record_type")


def steps_of(policy: SlaPolicy) -> list[dict[str, str]]:
    """The escalations as files and the ledger keep them."""
    rows = policy.escalations.select_related("reassign_to").order_by("moment", "pk")
    return [_told({"moment": row.moment, "who": row.who, "reassign_to": row.reassign_to}) for row in rows]


def _told(step: Step) -> dict[str, str]:
    role = step["reassign_to"]
    return {"moment": str(step["moment"]), "who": step["who"], "reassign_to": role.code if role else ""}
