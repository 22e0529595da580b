"""Routing rules as a section of the configuration's files: people by address, teams by name."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import conditions, naming, sections
from legalops.configuration.plain import save_row
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.workflows.models import RoutingRule
from legalops.workflows.services.authoring import record_types

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
    _require_type(record_type)
    values: Item = {"record_type": record_type} | _plain(item)
    if "conditions" in item or rule is None:
        values["conditions"] = conditions.from_words(item.get("conditions", []), record_type)
    for name, find in (("person", naming.person), ("role", naming.role), ("team", naming.team)):
        if name in item:
            values[name] = find(item[name], field=name)
    _require_sense(values, rule)
    if rule is None:
        save_row(RoutingRule, {"name": key, "record_type": record_type}, values, actor=actor)
    else:
        save_row(RoutingRule, {"pk": rule.pk}, values, actor=actor)


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


def _require_type(record_type: Any) -> None:
    known = [code for code, _name in record_types(assignable=True)]
    if record_type not in known:
        message = _("Records of type “%(type)s” are not given to people. Those that are: %(known)s.")
        facts = {"type": record_type, "known": ", ".join(known)}
        raise DomainError("configuration.value", message % facts, field="record_type")


def _require_sense(values: Item, rule: RoutingRule | None) -> None:
    """What the console's form asks of a rule too."""
    now = {name: values.get(name, getattr(rule, name, None)) for name in ("person", "role", "team")}
    choosing = values.get("choosing", rule.choosing if rule else "")
    if not any(now.values()):
        raise DomainError("routing.nobody", _("Say who gets it: a person, a role or a team."), field="person")
    if now["person"] and (now["role"] or now["team"]):
        message = _("Name a person, or a role and team to choose from, not both.")
        raise DomainError("routing.both", message, field="person")
    if choosing == "team_only" and not now["team"]:
        raise DomainError("routing.no_team", _("Name the team that gets it."), field="team")
