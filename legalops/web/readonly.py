"""A page that only reads is held to it: dashboards and status pages run under this guard (house-styles
habit 19).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def _refuse_writes(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if many or not _READING.match(sql) or _WRITING.search(sql):
        raise WroteOnReadOnlyPage(f"Only reading is allowed here, but this ran: {sql[:200]}")
    return execute(sql, params, many, context)
