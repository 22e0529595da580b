"""Custom fields as the fields that rules, reminders and imports may name, and their values on a record."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from legalops.fields import formulas
from legalops.fields.catalogue import catalogue
from legalops.fields.definitions import Definition
from legalops.fields.enums import NUMERIC, Kind
from legalops.fields.formulas import FormulaFault
from legalops.fields.formulas.evaluating import rounded
from legalops.fields.formulas.types import Type
from legalops.fields.models import FieldDefinition
from legalops.kernel import records
from legalops.kernel.records import Field, FieldKind, RecordType

_TYPES = {FieldKind.NUMBER: Type.NUMBER, FieldKind.MONEY: Type.NUMBER, FieldKind.DATE: Type.DATE}
# Kinds whose stored form the database compares as the value itself.
_COMPARED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.URL, Kind.DATE, Kind.YES_NO, Kind.CHOICE})


def fields_for_rules(record_type: str) -> Iterable[Field]:
    """What rules may name: every field in use."""
    return [rule_field(each) for each in catalogue().live(record_type)]


def fields_named_by(row: FieldDefinition) -> dict[str, Field]:
    """What the conditions of a field may name; those of one out of use also fields that are out of use."""
    found = records.fields_of(row.record_type)
    if row.retired_at is None:
        return found
    retired = [each for each in catalogue().of(row.record_type).values() if each.retired]
    return {each.code: rule_field(each) for each in retired} | found


def rule_field(definition: Definition) -> Field:
    """A custom field as rules know it."""
    linked = linked_field(definition) if definition.kind == Kind.LOOKUP else None
    kind = linked.kind if linked else kind_of(definition)
    choices = linked.choices if linked else (lambda: definition.offered) if definition.is_chosen else None
    return Field(
        definition.code,
        definition.label,
        kind,
        f"custom__{definition.code}" if definition.kind in _COMPARED else "",
        partial(value_of, definition),
        choices,
        definition.meaning or definition.help_text,
        confidential=_is_told_to_few(definition),
    )


def _is_told_to_few(definition: Definition) -> bool:
    """Whether some who see the record do not see the field, or what it is worked out from."""
    parts = (definition, *sources_of(definition))
    return any(each.see_roles or each.kind == Kind.LOOKUP for each in parts)


def sources_of(definition: Definition, way: frozenset[str] = frozenset()) -> list[Definition]:
    """The custom fields that a formula is worked out from, those of other formulas among them."""
    if definition.kind != Kind.FORMULA or definition.code in way:
        return []
    custom, found = catalogue().of(definition.record_type), []
    for name in _names_in(definition):
        if (other := custom.get(name)) is not None:
            formula = other.kind == Kind.FORMULA
            found += [other, *sources_of(other, way | {definition.code})] if formula else [other]
    return found


def _names_in(definition: Definition) -> set[str]:
    try:
        return {each.code for each in formulas.names_in(definition.tree)}
    except FormulaFault:
        return set()


def kind_of(definition: Definition) -> FieldKind:
    """What it holds for rules; of a formula what it gives."""
    if definition.kind == Kind.FORMULA:
        return FieldKind.DATE if formula_type(definition) == Type.DATE else FieldKind.NUMBER
    return definition.field_kind


def value_of(definition: Definition, record: Any) -> Any:
    """The value on one record, typed: Decimal, date, bool, code, key; None where there is none.

    A lookup's value is that of the linked record whoever asks: only rules may read it so.
    """
    if definition.kind == Kind.FORMULA:
        return formula_value(definition, record)
    if definition.kind == Kind.LOOKUP:
        return _looked_up(definition, record)
    return typed(definition, record.custom.get(definition.code))


def typed(definition: Definition, plain: Any) -> Any:
    """A stored value in its own type."""
    if plain is None:
        return None
    if definition.kind in NUMERIC:
        return Decimal(plain)
    return date.fromisoformat(plain) if definition.kind == Kind.DATE else plain


def numbers_and_dates(record_type: str, fields: Mapping[str, Definition] | None = None) -> dict[str, Type]:
    """What a formula of this record may name: shipped and custom numbers and dates, by code.

    A formula counts as what it gives; one that cannot be read or goes in a circle is left out.
    """
    known = {
        each.code: _TYPES[each.kind]
        for each in records.find(record_type).fields
        if each.kind in _TYPES and each.lookup
    }
    fields = fields if fields is not None else catalogue().of(record_type)
    for code, each in fields.items():
        if each.kind == Kind.FORMULA:
            continue
        if each.field_kind in _TYPES and each.kind != Kind.LOOKUP:
            known[code] = _TYPES[each.field_kind]
    return known | _formula_types(fields, known)


def _formula_types(fields: Mapping[str, Definition], known: dict[str, Type]) -> dict[str, Type]:
    """Formulas in rounds: each round knows those over what is known already."""
    waiting = [each for each in fields.values() if each.kind == Kind.FORMULA]
    found: dict[str, Type] = {}
    while waiting:
        left = []
        for each in waiting:
            try:
                found[each.code] = formulas.type_of(each.tree, known | found)
            except FormulaFault:
                left.append(each)
        if len(left) == len(waiting):
            break
        waiting = left
    return found


def formula_type(definition: Definition) -> Type:
    """What a formula gives; a number where it cannot be told."""
    return numbers_and_dates(definition.record_type).get(definition.code, Type.NUMBER)


def formula_value(definition: Definition, record: Any, ahead: frozenset[str] = frozenset()) -> Any:
    """The formula worked out for a record; None where something is missing or it goes in a circle."""
    if definition.code in ahead:
        return None
    ahead |= {definition.code}
    kind, custom = records.find(definition.record_type), catalogue().of(definition.record_type)
    shipped = {each.code: each for each in kind.fields}
    values: dict[str, Any] = {}
    for name in formulas.names_in(definition.tree):
        if (other := custom.get(name.code)) is not None:
            formula = other.kind == Kind.FORMULA
            values[name.code] = formula_value(other, record, ahead) if formula else value_of(other, record)
        elif name.code in shipped:
            values[name.code] = shipped[name.code].of(record)
    value = formulas.evaluate(definition.tree, values)
    return rounded(value, definition.places) if isinstance(value, Decimal) else value


def linked_type(definition: Definition) -> RecordType | None:
    """The record type at the end of a lookup's link."""
    custom = catalogue().of(definition.record_type).get(definition.via)
    if custom is not None:
        return _type(custom.target)
    return link_target(definition.record_type, definition.via)


def link_target(record_type: str, code: str) -> RecordType | None:
    """The record type that a shipped field leads to."""
    kind = records.find(record_type)
    field = next((each for each in kind.fields if each.code == code), None)
    if field is None or field.kind != FieldKind.RECORD or not field.lookup.endswith("_id"):
        return None
    model = kind.model
    for step in field.lookup.removesuffix("_id").split("__"):
        model = model._meta.get_field(step).related_model
    return next((each for each in records.known() if each.model is model), None)


def linked_field(definition: Definition) -> Field | None:
    """The field of the linked record that a lookup shows; a lookup of a lookup shows nothing."""
    kind = linked_type(definition)
    if kind is None:
        return None
    custom = catalogue().of(kind.code).get(definition.looked_up)
    if custom is not None:
        return None if custom.kind == Kind.LOOKUP else rule_field(custom)
    return next((each for each in kind.fields if each.code == definition.looked_up), None)


def link_of(definition: Definition, record: Any) -> int | None:
    """The key of the record that a lookup's link leads to."""
    custom = catalogue().of(definition.record_type).get(definition.via)
    if custom is not None:
        return record.custom.get(custom.code)
    shipped = {each.code: each for each in records.find(definition.record_type).fields}
    return shipped[definition.via].of(record) if definition.via in shipped else None


def _looked_up(definition: Definition, record: Any) -> Any:
    kind, field, key = linked_type(definition), linked_field(definition), link_of(definition, record)
    if kind is None or field is None or key is None:
        return None
    linked = kind.rows().filter(pk=key).first()
    return field.of(linked) if linked else None


def _type(code: str) -> RecordType | None:
    return next((each for each in records.known() if each.code == code), None)
