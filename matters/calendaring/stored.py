"""Terms as plain data and back: what a date keeps of the rule it came from."""

from collections.abc import Mapping
from typing import Any

from matters.calendaring.counting import Offset
from matters.calendaring.enums import Count, Direction, Roll, Unit
from matters.calendaring.rules import Added, Terms


def as_data(terms: Terms) -> dict[str, Any]:
    """Terms as JSON can hold them."""
    offset, added = terms.offset, terms.added
    data: dict[str, Any] = {
        "amount": offset.amount,
        "unit": str(offset.unit),
        "direction": str(offset.direction),
        "count": str(offset.count),
        "short": offset.short,
        "roll": str(terms.roll),
        "citation": terms.citation,
        "roll_citation": terms.roll_citation,
        "added_after_rolling": terms.added_after_rolling,
    }
    if added is not None:
        data["added"] = {"amount": added.amount, "unit": str(added.unit), "citation": added.citation}
    return data


def from_data(data: Mapping[str, Any]) -> Terms:
    """Terms from what `as_data` gave. Raises ValueError or KeyError for anything else."""
    added = data.get("added")
    return Terms(
        Offset(
            int(data["amount"]),
            Unit(data["unit"]),
            Direction(data["direction"]),
            Count(data.get("count", Count.EXCLUDE)),
            int(data.get("short", 0)),
        ),
        Roll(data.get("roll", Roll.NONE)),
        data.get("citation", ""),
        data.get("roll_citation", ""),
        Added(int(added["amount"]), Unit(added["unit"]), added.get("citation", "")) if added else None,
        bool(data.get("added_after_rolling", False)),
    )
