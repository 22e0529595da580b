"""The custom fields that there are now, read from the database only after a change.

A stamp in the shared cache says which state is current, so a change shows at once in every process. Inside
the transaction of a change its own process reads the new state, and nobody else does before it commits.
"""

import uuid
from typing import Any

from asgiref.local import Local
from django.core.cache import cache
from django.db import connection, transaction

from legalops.fields.definitions import Catalogue, Choice, Definition
from legalops.fields.layouts import read
from legalops.fields.models import FieldDefinition, FieldLayout

_STAMP = "fields:stamp"
_KEPT_SECONDS = 86_400
_known: dict[str, Catalogue] = {}
_uncommitted = Local()


def catalogue() -> Catalogue:
    """All custom fields. A question to the cache; three queries after a change."""
    if _change_is_pending():
        return _of_transaction()
    stamp = cache.get(_STAMP) or _renewed()
    found = _known.get(stamp)
    if found is None:
        found = _read()
        _known.clear()
        _known[stamp] = found
    return found


def label_of_fact(key: str) -> str:
    """The label of a field by its name among the ledger's facts; empty for any other key."""
    record_type, _point, code = key.partition(".")
    found = catalogue().of(record_type).get(code) if code else None
    return found.label if found else ""


def changed() -> None:
    """To be called in the transaction of every change of a definition or choice."""
    _uncommitted.state = None
    transaction.on_commit(_announce)
    _announce()


def _announce() -> None:
    _renewed()


def _renewed() -> str:
    stamp = uuid.uuid4().hex
    cache.set(_STAMP, stamp, _KEPT_SECONDS)
    return stamp


def _change_is_pending() -> bool:
    return any(entry[1] is _announce for entry in connection.run_on_commit)


def _of_transaction() -> Catalogue:
    found = getattr(_uncommitted, "state", None)
    if found is None:
        found = _uncommitted.state = _read()
    return found


def _read() -> Catalogue:
    rows = FieldDefinition.objects.select_related("owner", "owner_team").prefetch_related("choices")
    layouts = FieldLayout.objects.values_list("record_type", "sub_type", "content")
    return Catalogue(
        (definition_of(row) for row in rows),
        {(record_type, sub_type): read(content) for record_type, sub_type, content in layouts},
    )


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
