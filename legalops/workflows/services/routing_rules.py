"""Keeping routing rules: the same checks for files and the API."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.configuration.plain import save_row
from legalops.kernel import conditions, records
from legalops.kernel.errors import DomainError
from legalops.workflows.enums import Choosing
from legalops.workflows.models import RoutingRule
from legalops.workflows.services.authoring import record_types

_WHO = ("person", "role", "team")


def save_rule(rule: RoutingRule | None, given: Mapping[str, Any], *, actor: User) -> RoutingRule:
    """Change a rule, or add one where there is none: its fields by name, conditions as they are stored.

    Raises DomainError naming the field for records that nobody is given, conditions that cannot be read, and
    when the rule names nobody or too many.
    """
    record_type = given.get("record_type") or (rule.record_type if rule else "")
    require_assignable(record_type)
    values = dict(given) | {"record_type": record_type}
    if rule is None or record_type != rule.record_type or "conditions" in values:
        # Other records have other fields; what is broken already may still be switched off.
        stored = values.setdefault("conditions", rule.conditions if rule else [])
        conditions.parse(stored, records.fields_of(record_type))
    require_sense(values, rule)
    identity = {"pk": rule.pk if rule else None}
    return save_row(RoutingRule, identity, values, actor=actor)  # type: ignore[return-value]


@transaction.atomic
def remove_rule(rule: RoutingRule, *, actor: User) -> None:
    """Remove a rule; what it gave to people stays theirs."""
    held = RoutingRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    before = {"name": held.name, "record_type": held.record_type, "position": held.position}
    record(held, "configuration.item.removed", actor=actor, before=before)
    held.delete()


def require_assignable(record_type: Any) -> None:
    """Raises DomainError for records that are not given to people, naming those that are."""
    known = [code for code, _name in record_types(assignable=True)]
    if record_type not in known:
        message = _("Records of type “%(type)s” are not given to people. Those that are: %(known)s.")
        facts = {"type": record_type, "known": ", ".join(known)}
        raise DomainError("configuration.value", message % facts, field="record_type")


def require_sense(values: Mapping[str, Any], rule: RoutingRule | None) -> None:
    """Raises DomainError naming the field when the rule names nobody, or people that exclude each other."""
    now = {name: values.get(name, getattr(rule, name, None)) for name in _WHO}
    choosing = values.get("choosing", rule.choosing if rule else "")
    if not any(now.values()):
        raise DomainError("routing.nobody", _("Say who gets it: a person, a role or a team."), field="person")
    if now["person"] and (now["role"] or now["team"]):
        message = _("Name a person, or a role and team to choose from, not both.")
        raise DomainError("routing.both", message, field="person")
    if choosing == Choosing.TEAM_ONLY and not now["team"]:
        raise DomainError("routing.no_team", _("Name the team that gets it."), field="team")
