"""A page that only reads is held to it: dashboards and status pages run under this guard (house-styles
habit 19).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import connection

_READING = re.compile(
    r"^[\s(]*(SELECT|WITH|EXPLAIN|SHOW|DECLARE|FETCH|CLOSE|SAVEPOINT|RELEASE|ROLLBACK TO)\b", re.IGNORECASE
)
_WRITING = re.compile(
    r"\b(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|MERGE\s+INTO|FOR\s+(NO\s+KEY\s+)?UPDATE|FOR\s+(KEY\s+)?SHARE)\b",
    re.IGNORECASE,
)
# Row history puts the name of the action before the statement.
_LEDGER = re.compile(r'^(SELECT set_config\([^;]*; )?INSERT INTO "audit_auditevent" ')
_ledger_open: ContextVar[bool] = ContextVar("ledger open", default=False)


class WroteOnReadOnlyPage(RuntimeError):
    """A statement that changes or locks rows ran where only reading is allowed: a fault of the code."""


@contextmanager
def read_only() -> Iterator[None]:
    """Allow nothing but SELECT inside. Raises WroteOnReadOnlyPage before the statement reaches the
    database.
    """
    with connection.execute_wrapper(_refuse_writes):
        yield


def reads_only(view: Callable) -> Callable:
    """Decorator of views: the whole view, with its template, runs under `read_only`."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        with read_only():
            response = view(*args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    guarded.reads_only = True
    return guarded


@contextmanager
def nothing_written() -> Iterator[None]:
    """As `read_only`, the ledger included: for eyes that must leave no trace in another's name."""
    with connection.execute_wrapper(_refuse_ledger_too):
        yield


@contextmanager
def ledger_open() -> Iterator[None]:
    """Let the ledger be written inside a page that only reads, for what reading itself must leave behind."""
    token = _ledger_open.set(True)
    try:
        yield
    finally:
        _ledger_open.reset(token)


def _refuse_writes(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not _reads(sql, many) and not (_ledger_open.get() and _LEDGER.match(sql)):
        raise WroteOnReadOnlyPage(f"Only reading is allowed here, but this ran: {sql[:200]}")
    return execute(sql, params, many, context)


def _refuse_ledger_too(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not _reads(sql, many):
        raise WroteOnReadOnlyPage(f"Nothing is written here, but this ran: {sql[:200]}")
    return execute(sql, params, many, context)


def _reads(sql: str, many: bool) -> bool:
    return not many and bool(_READING.match(sql)) and not _WRITING.search(sql)
