"""Between the stored list and the rows of the editor: a row after "or" is an alternative to the one above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from legalops.kernel.conditions import OPERATORS

OR, AND = "or", "and"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as typed. `values` are what its boxes hold."""

    join: str = AND
    field: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nobody has begun it."""
        return not self.field and not any(value.strip() for value in self.values)


def to_rows(stored: Any) -> list[Row]:
    """The rows of a stored list; what is no condition at all is left out."""
    rows: list[Row] = []
    for item in stored if isinstance(stored, list) else []:
        if not isinstance(item, dict):
            continue
        group = item["any"] if isinstance(item.get("any"), list) else [item]
        alternatives = [each for each in group if isinstance(each, dict)]
        rows += [_row(each, OR if place else AND) for place, each in enumerate(alternatives)]
    return rows


def from_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """What is stored for these rows; blank ones are left out."""
    groups: list[list[dict[str, Any]]] = []
    for row in rows:
        if row.is_blank:
            continue
        if row.join == OR and groups:
            groups[-1].append(_condition(row))
        else:
            groups.append([_condition(row)])
    return [group[0] if len(group) == 1 else {"any": group} for group in groups]


def _row(item: dict[str, Any], join: str) -> Row:
    value = item.get("value")
    values = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return Row(join, str(item.get("field", "")), str(item.get("operator", "")), tuple(map(_typed, values)))


def _condition(row: Row) -> dict[str, Any]:
    given = [value.strip() for value in row.values if value.strip()]
    known = OPERATORS.get(row.operator)
    listed = known is not None and known.takes in ("several", "two")
    value: Any = given[0] if len(given) == 1 and not listed else given or None
    return {"field": row.field, "operator": row.operator, "value": value}


def _typed(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def split_typed(values: Sequence[str]) -> list[str]:
    """Several values typed into one box stand apart by semicolons, or by commas where there are none."""
    if len(values) != 1:
        return list(values)
    text = values[0]
    return [part.strip() for part in text.split(";" if ";" in text else ",")]
