"""What a rule may name of its record type: dates, people, placeholders."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from legalops.kernel import records
from legalops.kernel.records import Field, FieldKind
from legalops.web import formats

# Worked out by the engine, beside the fields of the record: the record in words, its date, how far it is.
OWN_PLACEHOLDERS = ("record", "date", "when")
_PEOPLE = (FieldKind.PERSON, FieldKind.TEAM)


def date_fields(record_type: str) -> dict[str, Field]:
    """Dates that the database can be asked for."""
    fields = records.fields_of(record_type)
    return {c: f for c, f in fields.items() if f.kind == FieldKind.DATE and f.lookup and not f.confidential}


def people_fields(record_type: str) -> dict[str, Field]:
    """Fields that name a person or a team."""
    return {code: f for code, f in records.fields_of(record_type).items() if f.kind in _PEOPLE}


def placeholders(record_type: str) -> list[str]:
    """What a title or text may say: nothing that not everyone who sees the record may know."""
    told = [code for code, field in records.fields_of(record_type).items() if not field.confidential]
    return list(dict.fromkeys([*OWN_PLACEHOLDERS, *told]))


def related(fields: Iterable[Field]) -> list[str]:
    """Relations to load with the records, so that no field costs a query of its own."""
    paths: set[str] = set()
    for field in fields:
        if field.read is not None:  # it follows no path
            continue
        steps = field.lookup.split("__")
        paths.update("__".join(steps[:end]) for end in range(1, len(steps)))
        if field.kind == FieldKind.RECORD and steps[-1].endswith("_id"):
            paths.add(field.lookup.removesuffix("_id"))
    return sorted(paths)


def word_of(field: Field, record: Any, names: Mapping[str, Mapping[int, str]]) -> str:
    """A field's value in words; `names` are those of people and teams by field kind and key."""
    value = None if field.confidential else field.of(record)
    if value is None or value == "":
        return formats.MISSING
    if field.kind in _PEOPLE:
        return names[field.kind].get(value, formats.MISSING)
    if field.kind == FieldKind.RECORD and field.lookup.endswith("_id"):
        return str(Field(field.code, "", lookup=field.lookup.removesuffix("_id")).of(record))
    if isinstance(value, date):
        return formats.day(value)
    labels = dict(field.choices()) if field.choices else {}
    return ", ".join(str(labels.get(str(one), one)) for one in _listed(value))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set) else [value]
