"""A column: what it is called, what it reads, how it is shown, by what it sorts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

from django.utils.functional import Promise

from legalops.web.tables import cells
from legalops.web.tables.access import Reader, reader, values_at

Kind: TypeAlias = Literal[
    "text", "link", "money", "number", "percent", "date", "due", "instant", "status", "tag"
]
_RIGHT = frozenset({"money", "number"})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `value` is a path such as "firm__name" (default: the key) or a function of the row. `sort` is the ORM
    path or annotation to order by; `nullable` must be True when it can be NULL. `currency` is an ISO code
    for the whole column (shown once, in the header) or, with `currency_from`, a path read per row. `tones`
    maps a status value to a tone of `markup.TONES`; `labels` gives its word; otherwise the word shown is
    the value's display label where the model has one. `due` is a date shown relative and exact. `subtotal`
    sums the column per group. `blank` is the state that a text's absence means ("Unassigned").
    """

    key: str
    label: str | Promise
    kind: Kind = "text"
    value: str | Callable[[Any], Any] = ""
    sort: str = ""
    nullable: bool = False
    default: bool = True
    fixed: bool = False
    href: Callable[[Any], str] | None = None
    currency: str = ""
    currency_from: str = ""
    tones: Mapping[str, str] | None = None
    labels: Mapping[str, str | Promise] | None = None
    places: int | None = None
    help: str | Promise = ""
    groupable: bool = False
    subtotal: bool = False
    blank: str | Promise = ""

    @cached_property
    def read(self) -> Reader:
        """The row's raw value."""
        return self.value if callable(self.value) else reader(self.value or self.key)

    def values(self, rows: Sequence[Any]) -> list[Any]:
        """The raw values of many rows."""
        if callable(self.value):
            return list(map(self.value, rows))
        return values_at(self.value or self.key, rows)

    def currencies(self, rows: Sequence[Any]) -> list[str]:
        """The currencies of many rows' amounts."""
        return values_at(self.currency_from, rows) if self.currency_from else [self.currency] * len(rows)

    @cached_property
    def read_currency(self) -> Reader:
        """The currency of the row's amount."""
        return reader(self.currency_from) if self.currency_from else (lambda row: self.currency)

    @property
    def css(self) -> str:
        """Class of the column's cells."""
        if self.kind in _RIGHT:
            return "lo-end"
        return "lo-date" if self.kind in ("date", "due", "instant") else ""

    @property
    def unit(self) -> str:
        """What the header adds once for the whole column."""
        return self.currency if self.kind == "money" and not self.currency_from else ""

    def plain(self, row: Any) -> Any:
        """The value for an export: numbers and dates stay what they are, a status is its word."""
        value = self.read(row)
        return cells.status_label(self, row, value) if self.kind == "status" else value

    def __hash__(self) -> int:
        return hash(self.key)
