"""The product's record types and their fields: what rules, views, imports and reminders may name.

An app registers its record types when it is ready. Whoever lets people name a field (a workflow guard, an
approval policy, a reminder, an import) asks here, so that one word means one thing in the whole product.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any

from legalops.kernel.errors import DomainError

Choices = Sequence[tuple[str, str]]


class FieldKind(StrEnum):
    """What a field holds; it decides how it is asked for, compared and shown."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"  # in base currency, unless the label names another
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    TEAM = "team"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a record under a stable code.

    `lookup` is its path for the database ("lead__full_name"), empty when it is worked out and cannot be asked
    of the database. `read` answers the value of one record; without it the lookup is followed. Values are
    plain: a choice its code, a person, team or record its primary key, money a Decimal, a missing value None.
    A `confidential` one is not for everyone who sees the record: rules may ask it, no text may tell it.
    """

    code: str
    label: Any
    kind: FieldKind = FieldKind.TEXT
    lookup: str = ""
    read: Callable[[Any], Any] | None = None
    choices: Callable[[], Choices] | None = None
    definition: Any = ""
    confidential: bool = False

    def of(self, record: Any) -> Any:
        """The field's value on one record; None where it or something on the way to it is missing."""
        if self.read is not None:
            return self.read(record)
        return reduce(_step, self.lookup.split("__"), record) if self.lookup else None


def _step(holder: Any, name: str) -> Any:
    return None if holder is None else getattr(holder, name)


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record that people work on.

    `model` is its class, `sub_type` the code of the field whose value tells sub-types
    apart, `title` and `address` name one record and say where it is shown.
    """

    code: str
    label: Any
    plural: Any
    model: Any
    fields: tuple[Field, ...]
    address: Callable[[Any], str]
    sub_type: str = ""
    title: Callable[[Any], str] = str

    def rows(self) -> Any:
        """All rows of the model. For people, start from `.rows().visible_to(user)`."""
        return self.model._default_manager.all()


_types: dict[str, RecordType] = {}
_more: dict[str, list[Callable[[], Iterable[Field]]]] = {}


def register(record_type: RecordType) -> None:
    """Make a record type known; registered again it replaces the earlier one."""
    _types[record_type.code] = record_type


def add_fields(code: str, provider: Callable[[], Iterable[Field]]) -> None:
    """Let a record type have more fields, asked for anew each time: custom fields are rows."""
    _more.setdefault(code, []).append(provider)


def known() -> list[RecordType]:
    """All record types by their plural."""
    return sorted(_types.values(), key=lambda each: str(each.plural))


def find(code: str) -> RecordType:
    """The record type of this code. Raises DomainError naming those that exist."""
    try:
        return _types[code]
    except KeyError:
        names = ", ".join(sorted(_types)) or "none"
        raise DomainError("records.unknown", f"There is no record type “{code}”. Known: {names}.") from None


def type_of(record: Any) -> RecordType:
    """The record type of a row. Raises DomainError when its model is no record type."""
    for each in _types.values():
        if isinstance(record, each.model):
            return each
    raise DomainError("records.unknown", f"{type(record).__name__} is not a record type.")


def fields_of(code: str) -> dict[str, Field]:
    """The fields of a record type by code, custom ones included. Raises DomainError for an unknown type."""
    shipped = find(code).fields
    added = [field for provider in _more.get(code, ()) for field in provider()]
    return {field.code: field for field in (*shipped, *added)}


def facts_of(record: Any, codes: Iterable[str] | None = None) -> Mapping[str, Any]:
    """The values of a record by field code; all of them, or only those named. Unknown codes are left out."""
    fields = fields_of(type_of(record).code)
    wanted = fields if codes is None else [code for code in codes if code in fields]
    return {code: fields[code].of(record) for code in wanted}
