"""Custom fields as the product reads them: frozen, without the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from legalops.fields import formulas
from legalops.fields.enums import CHOSEN, DERIVED, FIELD_KINDS, Kind
from legalops.fields.formulas.nodes import Node
from legalops.kernel.records import Choices, FieldKind

# Before a field's code in forms, addresses and imports, where it stands beside shipped ones.
PREFIX = "cf_"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that may be chosen."""

    code: str
    label: str
    retired: bool = False


@dataclass(frozen=True)
class Definition:
    """One custom field of a record type. The attributes are those of `models.FieldDefinition`."""

    pk: int
    record_type: str
    code: str
    label: str
    kind: str
    help_text: str = ""
    why: str = ""
    meaning: str = ""
    owner: str = ""
    places: int = 0
    currency: str = ""
    target: str = ""
    formula: str = ""
    via: str = ""
    looked_up: str = ""
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""
    is_unique: bool = False
    default: str = ""
    section: str = ""
    position: int = 0
    sub_types: tuple[str, ...] = ()
    shown_when: tuple[Any, ...] = ()
    required_when: tuple[Any, ...] = ()
    is_required: bool = False
    required_from: str = ""
    asked_at_opening: bool = False
    is_searchable: bool = False
    see_roles: frozenset[str] = frozenset()
    edit_roles: frozenset[str] = frozenset()
    outsiders_see: bool = False
    retired: bool = False
    choices: tuple[Choice, ...] = field(default=(), compare=True)

    def __hash__(self) -> int:
        return hash((self.pk, self.code))

    @property
    def key(self) -> str:
        """Its name in forms, addresses and imports."""
        return f"{PREFIX}{self.code}"

    @property
    def told_as(self) -> str:
        """Its name among the facts of the ledger."""
        return f"{self.record_type}.{self.code}"

    @property
    def is_derived(self) -> bool:
        """Whether it is worked out and never typed."""
        return self.kind in DERIVED

    @property
    def is_chosen(self) -> bool:
        """Whether its values are codes of choices."""
        return self.kind in CHOSEN

    @cached_property
    def labels(self) -> dict[str, str]:
        """Choice code to label, retired ones included: records may still have them."""
        return {each.code: each.label for each in self.choices}

    @property
    def offered(self) -> Choices:
        """The choices that may be made now."""
        return [(each.code, each.label) for each in self.choices if not each.retired]

    @cached_property
    def tree(self) -> Node:
        """The formula, read. Raises FormulaFault for one that cannot be read."""
        return formulas.parse(self.formula)

    @property
    def field_kind(self) -> FieldKind:
        """Its kind as rules know it; that of a formula is a number unless `catalogue` knows it better."""
        return FIELD_KINDS.get(Kind(self.kind), FieldKind.NUMBER)


class Catalogue:
    """All custom fields at one moment, and how they are arranged."""

    def __init__(
        self, definitions: Iterable[Definition], layouts: Mapping[tuple[str, str], Any] | None = None
    ) -> None:
        self._by_type: dict[str, dict[str, Definition]] = {}
        self._layouts = layouts or {}
        for each in definitions:
            self._by_type.setdefault(each.record_type, {})[each.code] = each

    def of(self, record_type: str) -> Mapping[str, Definition]:
        """Fields of a record type by code, in their order, retired ones included."""
        return self._by_type.get(record_type, {})

    def live(self, record_type: str) -> list[Definition]:
        """Those in use."""
        return [each for each in self.of(record_type).values() if not each.retired]

    def layout(self, record_type: str, sub_type: str = "") -> Any:
        """The `layouts.Layout` of the sub-type, else of the record type, else an empty one."""
        own = self._layouts.get((record_type, sub_type))
        return own or self._layouts.get((record_type, "")) or ()

    def __iter__(self) -> Iterator[Definition]:
        for fields in self._by_type.values():
            yield from fields.values()
