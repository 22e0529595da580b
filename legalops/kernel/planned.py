"""Statements that a connection plans once and then only runs: planning a page of a list costs the database
three times what reading it costs.

By PREPARE and EXECUTE in SQL, since the driver knows no prepared statements. Inside a transaction, where an
error would undo more than the statement, and behind a pooler that hands connections on, the same text runs
as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from hashlib import blake2b
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, DatabaseError, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import errors
from psycopg2.extensions import AsIs

Execute: TypeAlias = Callable[..., Any]
Context: TypeAlias = dict[str, Any]
# What a place may hold, and as what the database takes it.
TYPES: Final = {int: "bigint", str: "text", Decimal: "numeric", date: "date", datetime: "timestamptz"}
_RUNS_BEFORE, _MOST_PLANNED = 2, 100
# The connection lost the plan, or the tables have changed since.
_GONE = (errors.InvalidSqlStatementName, errors.FeatureNotSupported)
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement takes one of its values: its number among them, and its type, one of TYPES."""

    number: int
    kind: type


class Statement:
    """A SELECT whose parameters are what never changes, or places for values.

    What never changes is written into the planned text, so that the planner knows it.
    """

    def __init__(self, text: str, parameters: Sequence[Any]) -> None:
        self._text, self._parameters = text, tuple(parameters)
        places = {one for one in self._parameters if isinstance(one, Place)}
        self._places = sorted(places, key=lambda place: place.number)
        self._runs, self._plannable, self._name, self._execute = 0, True, "", ""

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """All rows, with these values in the places."""
        filled = [values[one.number] if isinstance(one, Place) else one for one in self._parameters]
        database = connections[DEFAULT_DB_ALIAS]
        with database.cursor() as cursor:
            if self._may_plan(database):
                with database.execute_wrapper(partial(self._run_planned, values)):
                    cursor.execute(self._text, filled)
            else:
                cursor.execute(self._text, filled)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _may_plan(self, database: BaseDatabaseWrapper) -> bool:
        self._runs += 1
        if self._runs <= _RUNS_BEFORE or not self._plannable or database.in_atomic_block:
            return False
        return not database.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")

    def _run_planned(
        self, values: Sequence[Any], execute: Execute, sql: str, filled: Any, many: bool, context: Context
    ) -> Any:
        """The innermost wrapper: all others see the SELECT itself."""
        known = _planned.setdefault(context["connection"].connection, set())
        if not (self._name in known or self._plan(execute, context, known)):
            return execute(sql, filled, many, context)
        given = [values[place.number] for place in self._places]
        try:
            return execute(self._execute, given or None, many, context)
        except DatabaseError as error:
            if not isinstance(error.__cause__, _GONE):
                raise
            known.discard(self._name)
            return execute(sql, filled, many, context)

    def _plan(self, execute: Execute, context: Context, known: set[str]) -> bool:
        """Whether the connection has the plan now. A text that cannot be planned alone stays as it is."""
        if len(known) >= _MOST_PLANNED:
            execute("DEALLOCATE ALL", None, False, context)
            known.clear()
        text = self._planned_text(context["cursor"])
        self._name = f"lo_{blake2b(text.encode(), digest_size=12).hexdigest()}"
        asked = ", ".join(["%s"] * len(self._places))
        self._execute = f"EXECUTE {self._name} ({asked})" if asked else f"EXECUTE {self._name}"
        kinds = ", ".join(TYPES[place.kind] for place in self._places)
        try:
            execute(f"PREPARE {self._name}{f' ({kinds})' if kinds else ''} AS {text}", None, False, context)
        except ProgrammingError as error:
            self._plannable = isinstance(error.__cause__, errors.DuplicatePreparedStatement)
        if self._plannable:
            known.add(self._name)
        return self._plannable

    def _planned_text(self, cursor: Any) -> str:
        numbers = {place: AsIs(f"${n}") for n, place in enumerate(self._places, 1)}
        marked = [numbers[one] if isinstance(one, Place) else one for one in self._parameters]
        return str(cursor.cursor.mogrify(self._text, marked), "utf-8")
