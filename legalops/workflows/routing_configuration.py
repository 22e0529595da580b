"""Routing rules as a section of the configuration's files: people by address, teams by name."""

from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import conditions, naming, sections
from legalops.configuration.sections import Item, Section
from legalops.workflows.models import RoutingRule
from legalops.workflows.services.routing_rules import require_assignable, save_rule

_FIELDS = ("record_type", "position", "is_active", "conditions", "person", "role", "team", "choosing")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Routing rules")
    sections.register(Section("routing_rules", label, "name", _FIELDS, export, save, order=90))


def export() -> list[Item]:
    """Every rule in its order; several of one name are told apart by number."""
    return [_item(key, rule) for key, rule in _by_key().items()]


def save(key: str, item: Item, actor: User) -> None:
    """Add or change the rule of this name.

    Raises DomainError for conditions that cannot be read, and people, roles and teams that are not here.
    """
    rule = _by_key().get(key)
    record_type = item.get("record_type") or (rule.record_type if rule else "")
    require_assignable(record_type)
    values: Item = {"record_type": record_type} | _plain(item)
    if "conditions" in item:
        values["conditions"] = conditions.from_words(item["conditions"], record_type)
    for name, find in (("person", naming.person), ("role", naming.role), ("team", naming.team)):
        if name in item:
            values[name] = find(item[name], field=name)
    if rule is None:
        values["name"] = key
    save_rule(rule, values, actor=actor)


def _plain(item: Item) -> Item:
    return {name: item[name] for name in ("position", "is_active", "choosing") if name in item}


def _by_key() -> dict[str, RoutingRule]:
    rows = RoutingRule.objects.select_related("person", "role", "team")
    return dict(naming.numbered((row.name, row) for row in rows.order_by("record_type", "position", "pk")))


def _item(key: str, rule: RoutingRule) -> Item:
    return {
        "name": key,
        "record_type": rule.record_type,
        "position": rule.position,
        "is_active": rule.is_active,
        "conditions": conditions.in_words(rule.conditions, rule.record_type),
        "person": rule.person.email if rule.person else "",
        "role": rule.role.code if rule.role else "",
        "team": rule.team.name if rule.team else "",
        "choosing": rule.choosing,
    }
