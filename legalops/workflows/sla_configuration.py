"""SLA policies as a section of the configuration's files, with their escalations; calendars by code."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.calendars.models import BusinessCalendar
from legalops.configuration import conditions, naming, sections
from legalops.configuration.plain import save_row
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.workflows.enums import Moment
from legalops.workflows.models import Escalation, SlaPolicy
from legalops.workflows.selectors.vocabulary import who_of
from legalops.workflows.services.authoring import record_types

_PLAIN = ("position", "is_active", "kind", "hours", "at_risk_share")
_FIELDS = (
    "record_type",
    "position",
    "is_active",
    "conditions",
    "kind",
    "hours",
    "at_risk_share",
    "calendar",
    "escalations",
)
_STEP = ("moment", "who", "reassign_to")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("SLA policies")
    sections.register(Section("sla_policies", label, "name", _FIELDS, export, save, order=95))


def export() -> list[Item]:
    """Every policy in its order; several of one name are told apart by number."""
    return [_item(key, policy) for key, policy in _by_key().items()]


@transaction.atomic
def save(key: str, item: Item, actor: User) -> None:
    """Add or change the policy of this name; named escalations replace all it has.

    Raises DomainError for conditions that cannot be read, and calendars and roles that are not here.
    """
    policy = _by_key().get(key)
    record_type = item.get("record_type") or (policy.record_type if policy else "")
    _require_type(record_type)
    values: Item = {"record_type": record_type} | {name: item[name] for name in _PLAIN if name in item}
    if "conditions" in item or policy is None:
        values["conditions"] = conditions.from_words(item.get("conditions", []), record_type)
    if "calendar" in item:
        rows = BusinessCalendar.objects.all()
        values["calendar"] = naming.named(rows, "code", item["calendar"], field="calendar")
    identity: Item = {"pk": policy.pk} if policy else {"name": key, "record_type": record_type}
    saved = save_row(SlaPolicy, identity, values, actor=actor)
    if "escalations" in item:
        _set_escalations(saved, naming.listed(item, "escalations", _STEP), actor)


def _set_escalations(policy: Any, rows: list[Item], actor: User) -> None:
    before = _steps(policy)
    wanted = [_step(row, policy.record_type) for row in rows]
    policy.escalations.all().delete()
    Escalation.objects.bulk_create(Escalation(policy=policy, **step) for step in wanted)
    after = _steps(policy)
    if before != after:
        told = {"before": {"escalations": before}, "after": {"escalations": after}}
        record(policy, "configuration.item.changed", actor=actor, **told)


def _step(row: Item, record_type: str) -> Item:
    moment, who = row.get("moment", Moment.AT_RISK), row.get("who", "is:assignee")
    for value, known in ((moment, Moment.values), (who, list(who_of(record_type)))):
        if value not in known:
            message = _("There is no “%(value)s” here. Write one of: %(known)s.")
            facts = {"value": value, "known": ", ".join(known)}
            raise DomainError("configuration.value", message % facts, field="escalations")
    return {
        "moment": moment,
        "who": who,
        "reassign_to": naming.role(row.get("reassign_to"), field="escalations"),
    }


def _steps(policy: SlaPolicy) -> list[Item]:
    return [
        {
            "moment": row.moment,
            "who": row.who,
            "reassign_to": row.reassign_to.code if row.reassign_to else "",
        }
        for row in policy.escalations.select_related("reassign_to").order_by("moment", "pk")
    ]


def _by_key() -> dict[str, SlaPolicy]:
    rows = SlaPolicy.objects.select_related("calendar").order_by("record_type", "kind", "position", "pk")
    return dict(naming.numbered((row.name, row) for row in rows))


def _item(key: str, policy: SlaPolicy) -> Item:
    return {
        "name": key,
        "record_type": policy.record_type,
        "position": policy.position,
        "is_active": policy.is_active,
        "conditions": conditions.in_words(policy.conditions, policy.record_type),
        "kind": policy.kind,
        "hours": str(policy.hours),
        "at_risk_share": policy.at_risk_share,
        "calendar": policy.calendar.code if policy.calendar else "",
        "escalations": _steps(policy),
    }


def _require_type(record_type: Any) -> None:
    known = [code for code, _name in record_types()]
    if record_type not in known:
        message = _("Records of type “%(type)s” run through no workflow. Those that do: %(known)s.")
        facts = {"type": record_type, "known": ", ".join(known)}
        raise DomainError("configuration.value", message % facts, field="record_type")
