"""How many records have a value in each field: one query for each record type."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, TextField

from legalops.fields.enums import DERIVED
from legalops.fields.models import FieldDefinition
from legalops.kernel.records import Field, RecordType


@dataclass(frozen=True, slots=True)
class Fill:
    """Records with a value, of those that have the field."""

    filled: int
    total: int


def fills_of(kind: RecordType, shipped: Iterable[Field], added: Iterable[FieldDefinition]) -> dict[str, Fill]:
    """By field code, over all records. What is worked out has no fill."""
    having = {each.code: _has_value(kind, each.lookup) for each in shipped if each.lookup}
    stored = [each for each in added if each.kind not in DERIVED]
    having |= {each.code: Q(custom__has_key=each.code) for each in stored}
    of = {each.code: _only_for(kind, each.sub_types) for each in stored if each.sub_types}
    counts: dict[str, Any] = {f"filled_{code}": Count("pk", filter=q) for code, q in having.items()}
    for code, condition in of.items():
        counts[f"filled_{code}"] = Count("pk", filter=condition & having[code])
        counts[f"total_{code}"] = Count("pk", filter=condition)
    found = kind.rows().order_by().aggregate(records_in_all=Count("pk"), **counts)
    everything = found["records_in_all"]
    return {code: Fill(found[f"filled_{code}"], found.get(f"total_{code}", everything)) for code in having}


def _has_value(kind: RecordType, lookup: str) -> Q:
    """An empty text is no value either."""
    has = Q(**{f"{lookup}__isnull": False})
    return has & ~Q(**{lookup: ""}) if _is_text(kind, lookup) else has


def _is_text(kind: RecordType, lookup: str) -> bool:
    meta: Any = kind.model._meta
    *steps, last = lookup.split("__")
    for step in steps:
        meta = meta.get_field(step).related_model._meta
    return isinstance(meta.get_field(last), CharField | TextField)


def _only_for(kind: RecordType, sub_types: list[str]) -> Q:
    field = next((each for each in kind.fields if each.code == kind.sub_type), None)
    return Q(**{f"{field.lookup}__in": sub_types}) if field and field.lookup else Q()
