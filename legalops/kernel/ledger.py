"""The door to the event ledger for packages that lie below it: people, roles and limits change there too.

The audit package puts its recorder in when the product starts (house inversion "registered callback": same
process, same transaction).
"""

from collections.abc import Callable, Mapping
from typing import Any

_recorders: list[Callable[..., Any]] = []


def register(recorder: Callable[..., Any]) -> None:
    """Use this recorder from now on; it takes the arguments of `record`."""
    _recorders[:] = [recorder]


def record(
    subject: Any,
    action: str,
    *,
    actor: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append one event inside the transaction of the change; same errors as the ledger's own `record`.

    Raises RuntimeError when no ledger was put in: a change without its event must not pass in silence.
    """
    if not _recorders:
        raise RuntimeError("No ledger is registered; is legalops.audit installed?")
    _recorders[0](subject, action, actor=actor, before=before, after=after, reason=reason)
