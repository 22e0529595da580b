"""SLA policies as a section of the configuration's files, with their escalations; calendars by code."""

from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.calendars.models import BusinessCalendar
from legalops.configuration import conditions, naming, sections
from legalops.configuration.sections import Item, Section
from legalops.workflows.models import SlaPolicy
from legalops.workflows.services.sla_policies import require_workflow, save_policy, steps_of

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


def save(key: str, item: Item, actor: User) -> None:
    """Add or change the policy of this name; named escalations replace all it has.

    Raises DomainError for conditions that cannot be read, and calendars and roles that are not here.
    """
    policy = _by_key().get(key)
    record_type = item.get("record_type") or (policy.record_type if policy else "")
    require_workflow(record_type)
    values: Item = {"record_type": record_type} | {name: item[name] for name in _PLAIN if name in item}
    if "conditions" in item:
        values["conditions"] = conditions.from_words(item["conditions"], record_type)
    if "calendar" in item:
        rows = BusinessCalendar.objects.all()
        values["calendar"] = naming.named(rows, "code", item["calendar"], field="calendar")
    if "escalations" in item:
        values["escalations"] = [_step(row) for row in naming.listed(item, "escalations", _STEP)]
    if policy is None:
        values["name"] = key
    save_policy(policy, values, actor=actor)


def _step(row: Item) -> Item:
    return row | {"reassign_to": naming.role(row.get("reassign_to"), field="escalations")}


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
        "escalations": steps_of(policy),
    }
