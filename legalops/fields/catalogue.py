"""The custom fields that there are now, read from the database only after a change."""

from typing import Any

from legalops.fields.definitions import Catalogue, Choice, Definition
from legalops.fields.layouts import read
from legalops.fields.models import FieldDefinition, FieldLayout
from legalops.kernel.shared_state import SharedState


def catalogue() -> Catalogue:
    """All custom fields. A question to the cache; three queries after a change."""
    return _state.current()


def label_of_fact(key: str) -> str:
    """The label of a field by its name among the ledger's facts; empty for any other key."""
    record_type, _point, code = key.partition(".")
    found = catalogue().of(record_type).get(code) if code else None
    return found.label if found else ""


def changed() -> None:
    """To be called in the transaction of every change of a definition, choice or layout."""
    _state.changed()


def _read() -> Catalogue:
    rows = FieldDefinition.objects.select_related("owner", "owner_team").prefetch_related("choices")
    layouts = FieldLayout.objects.values_list("record_type", "sub_type", "content")
    return Catalogue(
        (definition_of(row) for row in rows),
        {(record_type, sub_type): read(content) for record_type, sub_type, content in layouts},
    )


_state = SharedState("fields", _read)

_SAME = (
    "pk", "record_type", "code", "label", "kind", "help_text", "why", "meaning", "places", "currency",
    "target", "formula", "via", "looked_up", "pattern", "minimum", "maximum", "is_unique", "default",
    "section", "position", "is_required", "required_from", "asked_at_opening", "is_searchable",
    "outsiders_see",
)  # fmt: skip


def definition_of(row: FieldDefinition) -> Definition:
    """A row as the product reads it."""
    given: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    return Definition(
        **given,
        owner=str(row.owner or row.owner_team or row.owner_role),
        sub_types=tuple(row.sub_types),
        shown_when=tuple(row.shown_when),
        required_when=tuple(row.required_when),
        see_roles=frozenset(row.see_roles),
        edit_roles=frozenset(row.edit_roles),
        retired=row.retired_at is not None,
        choices=tuple(Choice(each.code, each.label, each.is_retired) for each in row.choices.all())
        if row.pk
        else (),
    )
