"""The words that a workflow of a record type may use, from roles, hosts and registered kinds."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.access.shipped import PORTAL_ROLES
from legalops.workflows import registry
from legalops.workflows.machine import Kind, Vocabulary


def vocabulary_of(record_type: str) -> Vocabulary:
    """Who, guards and actions, each with its name; one query for the roles."""
    return Vocabulary(
        who=who_of(record_type),
        guards={
            code: registry.as_kind(kind, record_type) for code, kind in registry.guards(record_type).items()
        },
        actions={code: _action(kind, record_type) for code, kind in registry.actions(record_type).items()},
    )


def who_of(record_type: str) -> dict[str, str]:
    """Who may be named: what people are to the record, then the department's roles."""
    relations = registry.host_of(record_type).relations
    named = {f"is:{code}": str(relation.label) for code, relation in relations.items()}
    return named | roles()


def roles() -> dict[str, str]:
    """The department's roles under the codes that workflows use."""
    rows = Role.objects.exclude(code__in=PORTAL_ROLES).values_list("code", "name")
    return {f"role:{code}": name for code, name in rows}


def _action(kind: registry.ActionKind, record_type: str) -> Kind:
    def choices() -> dict[str, str]:
        return {str(code): str(label) for code, label in (kind.choices(record_type) if kind.choices else ())}

    def complaints(settings: Mapping[str, Any]) -> list[str]:
        if not kind.setting:
            return []
        value = str(settings.get(kind.setting, ""))
        known = choices()
        if not value:
            return [_("say which. Choose one of: %s.") % (", ".join(known.values()) or _("none"))]
        if value not in known:
            return [
                _("there is no “%(value)s”. Choose one of: %(known)s.")
                % {"value": value, "known": ", ".join(known.values())}
            ]
        return []

    def words(settings: Mapping[str, Any]) -> str:
        value = str(settings.get(kind.setting, ""))
        return f"{kind.label}: {choices().get(value, value)}" if kind.setting else str(kind.label)

    return Kind(str(kind.label), complaints, words)
