"""Judging conditions by facts, and saying in words how each of them came out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel.conditions.operators import OPERATORS
from legalops.kernel.conditions.shapes import AnyOf, Condition
from legalops.kernel.records import Field

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition in words ("Amount is at least 50,000") and whether it holds."""

    sentence: str
    holds: bool


def met(conditions: Iterable[Condition | AnyOf], facts: Facts) -> bool:
    """Whether all conditions hold; no conditions always hold. A missing fact meets only what asks for it."""
    return all(_holds(each, facts) for each in conditions)


def fields_named(conditions: Iterable[Condition | AnyOf]) -> frozenset[str]:
    """Codes of the fields the conditions ask about."""
    return frozenset(
        one.field for each in conditions for one in (each.of if isinstance(each, AnyOf) else (each,))
    )


def explain(
    conditions: Iterable[Condition | AnyOf], facts: Facts, fields: Mapping[str, Field]
) -> list[Judged]:
    """Every condition in words with its outcome, a group as one sentence."""
    return [Judged(_sentence(each, fields), _holds(each, facts)) for each in conditions]


def _holds(item: Condition | AnyOf, facts: Facts) -> bool:
    if isinstance(item, AnyOf):
        return any(_holds(each, facts) for each in item.of)
    operator, fact = OPERATORS[item.operator], facts.get(item.field)
    if fact is None or fact in ("", [], ()):
        return operator.of_missing
    return operator.holds(fact, item.value)


def _sentence(item: Condition | AnyOf, fields: Mapping[str, Field]) -> str:
    if isinstance(item, AnyOf):
        return f" {_('or')} ".join(_sentence(each, fields) for each in item.of)
    field = fields.get(item.field)
    name = str(field.label) if field else item.field
    words = f"{name} {OPERATORS[item.operator].label}"
    return words if item.value is None else f"{words} {_value(item.value, field)}"


def _value(value: Any, field: Field | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(each, field) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    names = dict(field.choices()) if field and field.choices else {}
    return names.get(str(value), f"{value:,}" if hasattr(value, "as_tuple") else str(value))
