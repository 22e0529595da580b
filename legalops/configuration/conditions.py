"""Conditions in files: people by address and teams by name, since their keys mean nothing elsewhere."""

from collections.abc import Callable
from typing import Any

from legalops.accounts.models import Team, User
from legalops.configuration import naming
from legalops.kernel import conditions, records
from legalops.kernel.errors import DomainError
from legalops.kernel.records import FieldKind

_FIELD = "conditions"


def in_words(stored: Any, record_type: str) -> list[Any]:
    """Conditions as files have them. What is no condition stays as it is, to be seen and mended."""
    kinds = _kinds(record_type)
    return [_each(item, kinds, _worded) for item in stored] if isinstance(stored, list) else []


def from_words(given: Any, record_type: str) -> list[Any]:
    """Conditions as they are stored.

    Raises DomainError (field "conditions") naming every fault, and people or teams that are not here.
    """
    try:
        fields, kinds = records.fields_of(record_type), _kinds(record_type)
    except DomainError as unknown:
        raise DomainError(unknown.code, unknown.message, field="record_type") from None
    stored = [_each(item, kinds, _stored) for item in given] if isinstance(given, list) else given
    try:
        conditions.parse(stored, fields)
    except conditions.ConditionFaults as faulty:
        raise DomainError(faulty.code, faulty.message, field=_FIELD) from None
    return list(stored)


def _kinds(record_type: str) -> dict[str, FieldKind]:
    return {code: field.kind for code, field in records.fields_of(record_type).items()}


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
