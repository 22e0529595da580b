"""Which SQL a queryset makes whatever the values in it: seen by making it twice with values that differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.utils import create_namedtuple_class

from legalops.kernel.planned import Place, Statement

Build = Callable[[Sequence[Any]], QuerySet]
_DAY, _INSTANT = date(2300, 1, 1), datetime(2300, 1, 1, tzinfo=UTC)
# Values that differ from each other; numbers that a small integer takes too.
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda n: 31_000 + n,
    str: lambda n: f"sample {n}",
    Decimal: lambda n: Decimal(31_000 + n),
    date: lambda n: _DAY + timedelta(n),
    datetime: lambda n: _INSTANT + timedelta(n),
    type(None): lambda n: None,
}


class Unlearnable(Exception):
    """Making the SQL depends on more than the values."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A statement, the record that a row of it becomes, and what Django does to single columns of a row."""

    statement: Statement
    record: type
    converters: tuple[tuple[int, Any, Any], ...]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """The records for these values."""
        found: Iterable[Any] = self.statement.rows(values)
        if self.converters:
            found = map(self._converted, found)
        return list(map(self.record._make, found))  # type: ignore[attr-defined]  (a named tuple)

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for at, convert, expression in self.converters:
            for one in convert:
                values[at] = one(values[at], expression, connection)
        return values


def learn(build: Build, kinds: Sequence[type]) -> Learned | None:
    """What `build` makes of values of these types; None where that does not follow from the values alone.

    Refused are queries on the way, types that are not known here, values that end up changed, inside the text
    or nowhere to be told apart, and moments of time, which only fit the moment they were made in.
    """
    if not all(kind in _SAMPLES for kind in kinds):
        return None
    samples = [[_SAMPLES[kind](n * len(kinds) + at) for at, kind in enumerate(kinds)] for n in (0, 1)]
    try:
        with connection.execute_wrapper(_refuse):
            made = [_compiled(build(values)) for values in samples]
        (text, first, learned), (again, second, _) = made
        if text != again or len(first) != len(second):
            return None
        parameters = [_place(pair, samples, kinds) for pair in zip(first, second, strict=True)]
    except (Unlearnable, EmptyResultSet, AttributeError):
        return None
    return Learned(Statement(text, parameters), *learned)


def _refuse(*_: Any) -> Any:
    raise Unlearnable


def _compiled(queryset: QuerySet) -> tuple[str, tuple[Any, ...], tuple[type, tuple]]:
    compiler = queryset.query.get_compiler(queryset.db)
    text, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    applied = tuple((at, convert, expression) for at, (convert, expression) in converters.items())
    return text, tuple(parameters), (create_namedtuple_class(*queryset._fields), applied)


def _place(pair: tuple[Any, Any], samples: Sequence[Sequence[Any]], kinds: Sequence[type]) -> Any:
    """What never changes, or the place of the value that both samples have here."""
    first, second = pair
    if first == second and isinstance(first, str | int | Decimal | date) and not isinstance(first, datetime):
        return first
    for at, values in enumerate(zip(*samples, strict=True)):
        if pair == values and type(first) is kinds[at]:
            return Place(at, kinds[at])
    raise Unlearnable
