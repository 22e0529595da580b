"""What conditions are made of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, an operator and the value, already of the field's kind; None where the operator takes none."""

    field: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A group that is met when any of its conditions is."""

    of: tuple[Condition, ...]


Conditions = tuple[Condition | AnyOf, ...]
