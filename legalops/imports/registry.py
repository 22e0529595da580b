"""What can be imported. Apps register their records with the columns, keys and services for them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from legalops.access.services import capabilities_of
from legalops.kernel.errors import NotFound

Values = Mapping[str, Any]
Choices = Sequence[tuple[str, str]]


class ColumnKind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an importable record.

    A REFERENCE is looked up for all rows at once: `find(user, texts)` answers the records the person may
    name, by the casefolded text; `shown` is the text that names one for certain. `changeable` is false for
    what an update may not change; `clean` puts a text into its stored form or raises `values.Wrong`.
    """

    code: str
    label: Any
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    choices: Callable[[], Choices] | None = None
    find: Callable[[Any, Collection[str]], Mapping[str, Any]] | None = None
    shown: Callable[[Any], str] = str
    clean: Callable[[str], str] | None = None
    changeable: bool = True
    most: int = 200
    decimals: int = 2
    help: Any = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What a row meets: the record of its key, or why the row cannot be, by column code."""

    record: Any = None
    wrong: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Importable:
    """A kind of record that can be imported.

    `match(user, rows)` finds the records of many rows with a constant number of queries; `read(record)` gives
    the values by column; `create`, `update` and `create_many` are the services, which record their events.
    `withdraw(record, actor)` removes a new record that nothing was built on, with all that adding it did.
    `made_with` names the relations that come with a new record and do not stand in the way of undoing it.
    `shown_to(user)` is the rows that whoever may import the kind may see, for models without `visible_to`.
    """

    code: str
    label: Any
    plural: Any
    capabilities: frozenset[str]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    model: Any
    match: Callable[[Any, Sequence[Values]], Sequence[Match]]
    read: Callable[[Any], Values]
    create: Callable[[Values, Any], Any]
    update: Callable[[Any, Values, Any], Any]
    create_many: Callable[[Sequence[Values], Any], Sequence[Any]] | None = None
    withdraw: Callable[[Any, Any], None] | None = None
    made_with: frozenset[str] = frozenset()
    address: Callable[[Any], str] | None = None
    related: tuple[str, ...] = ()
    shown_to: Callable[[Any], Any] | None = None

    @property
    def key_label(self) -> str:
        """The labels of the columns that tell the records apart."""
        return ", ".join(str(self.column(code).label) for code in self.key)

    def visible_to(self, user: Any) -> Any:
        """The records of this kind that the person may be shown beside the rows of their file."""
        return self.shown_to(user) if self.shown_to else self.model.objects.visible_to(user)

    def column(self, code: str) -> Column:
        """The column of this code."""
        return next(each for each in self.columns if each.code == code)


_kinds: dict[str, Importable] = {}


def register(importable: Importable) -> None:
    """Make a kind known; the same code again replaces the earlier one."""
    _kinds[importable.code] = importable


def find(code: str) -> Importable:
    """The kind of this code. Raises NotFound."""
    try:
        return _kinds[code]
    except KeyError:
        raise NotFound("imports.unknown", f"Nothing is imported under “{code}”.") from None


def known() -> list[Importable]:
    """All kinds in the order in which they build on one another."""
    return list(_kinds.values())


def open_to(user: Any) -> list[Importable]:
    """The kinds this person may import."""
    granted = capabilities_of(user)
    return [each for each in known() if granted & each.capabilities]


def find_for(user: Any, code: str) -> Importable:
    """The kind, if this person may import it. Raises NotFound."""
    importable = find(code)
    if not capabilities_of(user) & importable.capabilities:
        raise NotFound("imports.unknown", f"Nothing is imported under “{code}”.")
    return importable
