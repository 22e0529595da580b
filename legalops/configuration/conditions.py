"""Conditions in files: people by address and teams by name, since their keys mean nothing elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from legalops.accounts.models import Team, User
from legalops.configuration import naming
from legalops.kernel import conditions, records
from legalops.kernel.errors import DomainError
from legalops.kernel.records import Field, FieldKind

_FIELD = "conditions"
Fields: TypeAlias = Mapping[str, Field]


def in_words(stored: Any, record_type: str, *, fields: Fields | None = None) -> list[Any]:
    """Conditions as files have them. What is no condition stays as it is, to be seen and mended.

    `fields` are those that they may name, where these are not just the ones in use.
    """
    kinds = _kinds(records.fields_of(record_type) if fields is None else fields)
    return [_each(item, kinds, _worded) for item in stored] if isinstance(stored, list) else []


def from_words(given: Any, record_type: str, *, fields: Fields | None = None) -> list[Any]:
    """Conditions as they are stored; `fields` as for `in_words`.

    Raises DomainError (field "conditions") naming every fault, and people or teams that are not here.
    """
    try:
        fields = records.fields_of(record_type) if fields is None else fields
    except DomainError as unknown:
        raise DomainError(unknown.code, unknown.message, field="record_type") from None
    kinds = _kinds(fields)
    stored = [_each(item, kinds, _stored) for item in given] if isinstance(given, list) else given
    try:
        conditions.parse(stored, fields)
    except conditions.ConditionFaults as faulty:
        raise DomainError(faulty.code, faulty.message, field=_FIELD) from None
    return list(stored)


def _kinds(fields: Fields) -> dict[str, FieldKind]:
    return {code: field.kind for code, field in fields.items()}


def _each(item: Any, kinds: dict[str, FieldKind], change: Callable[[FieldKind, Any], Any]) -> Any:
    if not isinstance(item, dict):
        return item
    if isinstance(item.get("any"), list):
        return item | {"any": [_each(inner, kinds, change) for inner in item["any"]]}
    kind = kinds.get(str(item.get("field")))
    if kind not in (FieldKind.PERSON, FieldKind.TEAM) or item.get("value") in (None, ""):
        return item
    value = item["value"]
    changed = [change(kind, each) for each in value] if isinstance(value, list) else change(kind, value)
    return item | {"value": changed}


def _worded(kind: FieldKind, value: Any) -> Any:
    if not str(value).isdecimal():
        return value
    rows: Any = User.objects if kind == FieldKind.PERSON else Team.objects
    found = rows.filter(pk=value).first()
    return value if found is None else found.email if kind == FieldKind.PERSON else found.name


def _stored(kind: FieldKind, value: Any) -> Any:
    if str(value).isdecimal():
        raise naming.absent(value, field=_FIELD)
    find = naming.person if kind == FieldKind.PERSON else naming.team
    found = find(value, field=_FIELD)
    return str(found.pk) if found else value
