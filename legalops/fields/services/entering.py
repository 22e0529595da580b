"""The entry of a custom field in the dictionary follows its definition, in the transaction of the change."""

from typing import Any

from legalops.fields.models import FieldDefinition, FieldEntry

# What an entry takes over from a definition.
_SAME = ("record_type", "code", "label", "kind", "owner_id", "owner_team_id", "owner_role", "meaning", "why")


def enter(row: FieldDefinition) -> None:
    """Let the dictionary say what the definition says now."""
    FieldEntry.objects.update_or_create(definition=row, defaults=facts_of(row))


def facts_of(row: FieldDefinition) -> dict[str, Any]:
    """What the dictionary takes over from the definition."""
    return {name: getattr(row, name) for name in _SAME} | {"is_retired": row.retired_at is not None}
