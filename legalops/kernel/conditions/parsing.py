"""Reading stored or typed conditions; every fault is named with its place and its mend."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from legalops.kernel.conditions.operators import OPERATORS, Operator, operators_for
from legalops.kernel.conditions.shapes import AnyOf, Condition, Conditions
from legalops.kernel.conditions.values import NotOfKind, read_value
from legalops.kernel.errors import DomainError
from legalops.kernel.records import Field


class ConditionFaults(DomainError):
    """Conditions that cannot be used: `faults` are sentences, each beginning with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("conditions.faulty", " ".join(faults), field="conditions")
        self.faults = list(faults)


def parse(stored: Any, fields: Mapping[str, Field], where: str = "") -> Conditions:
    """Conditions over these fields, their values turned into the field's kind.

    `where` is put before each place ("Step 2: condition 1"). Raises ConditionFaults with every fault found.
    """
    faults: list[str] = []
    parsed = tuple(_parsed_all(stored, fields, where, faults))
    if faults:
        raise ConditionFaults(faults)
    return parsed


def _parsed_all(
    stored: Any, fields: Mapping[str, Field], where: str, faults: list[str]
) -> Iterator[Condition | AnyOf]:
    if not isinstance(stored, list):
        faults.append(_("%(where)sconditions are a list.") % {"where": _prefix(where)})
        return
    for number, item in enumerate(stored, 1):
        place = f"{_prefix(where)}{_('condition')} {number}"
        if isinstance(item, Mapping) and "any" in item:
            group = tuple(_group(item["any"], fields, place, faults))
            if group:
                yield AnyOf(group)
        elif one := _one(item, fields, place, faults):
            yield one


def _group(items: Any, fields: Mapping[str, Field], place: str, faults: list[str]) -> Iterator[Condition]:
    if not isinstance(items, list) or not items:
        faults.append(_("%(place)s: a group needs at least one condition.") % {"place": place})
        return
    for number, item in enumerate(items, 1):
        if one := _one(item, fields, f"{place}.{number}", faults):
            yield one


def _one(item: Any, fields: Mapping[str, Field], place: str, faults: list[str]) -> Condition | None:
    try:
        return _condition(item, fields)
    except NotOfKind as fault:
        faults.append(f"{place}: {fault}")
        return None


def _condition(item: Any, fields: Mapping[str, Field]) -> Condition:
    if not isinstance(item, Mapping):
        raise NotOfKind(_("it has to name a field, an operator and a value."))
    field = fields.get(str(item.get("field", "")))
    if field is None:
        known = ", ".join(sorted(fields))
        raise NotOfKind(
            _("there is no field “%(name)s”. Known: %(known)s.")
            % {"name": item.get("field", ""), "known": known}
        )
    operator = _operator(item, field)
    return Condition(field.code, operator.code, read_value(item.get("value"), field, operator.takes))


def _operator(item: Mapping[str, Any], field: Field) -> Operator:
    operator = OPERATORS.get(str(item.get("operator", "")))
    if operator is None or field.kind not in operator.kinds:
        offered = ", ".join(each.code for each in operators_for(field.kind))
        raise NotOfKind(
            _("“%(operator)s” does not suit %(field)s. Use one of: %(offered)s.")
            % {"operator": item.get("operator", ""), "field": field.label, "offered": offered}
        )
    return operator


def _prefix(where: str) -> str:
    return f"{where}: " if where else ""
