"""Fields in an order in which they can be made: each after those that it names."""

from collections.abc import Iterable

from legalops.fields.catalogue import definition_of
from legalops.fields.enums import Kind
from legalops.fields.facts import linked_type
from legalops.fields.models import FieldDefinition
from legalops.fields.uses import codes_in, codes_in_formula

Key = tuple[str, str]


def in_order(rows: Iterable[FieldDefinition]) -> list[FieldDefinition]:
    """Their own order otherwise. Conditions that name each other keep it too: one of them is mended later."""
    waiting = {(row.record_type, row.code): row for row in rows}
    done: list[FieldDefinition] = []
    while waiting:
        ready = [key for key, row in waiting.items() if not (_named(row) & waiting.keys()) - {key}]
        for key in ready or list(waiting)[:1]:
            done.append(waiting.pop(key))
    return done


def _named(row: FieldDefinition) -> set[Key]:
    named = {*codes_in(row.shown_when), *codes_in(row.required_when)}
    if row.kind == Kind.FORMULA:
        named |= codes_in_formula(row.formula)
    found = {(row.record_type, code) for code in named}
    if row.kind != Kind.LOOKUP:
        return found
    linked = linked_type(definition_of(row))
    return found | {(row.record_type, row.via)} | ({(linked.code, row.looked_up)} if linked else set())
