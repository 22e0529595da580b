"""Outbox rows for what has just been told, in the same transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from legalops import jobs
from legalops.kernel import clock
from legalops.kernel.copying import copy_objects
from legalops.notifications.enums import Channel, Pace
from legalops.notifications.models import Delivery
from legalops.notifications.registry import Kind
from legalops.notifications.services.wishes import Wish
from legalops.notifications.timing import due_at

DELIVER = "notifications.deliver"
SEND_WEBHOOKS = "notifications.send_webhooks"
# An import of history tells of the past; nobody is written to about it.
HISTORY = timedelta(days=1)


_unmailed: ContextVar[bool] = ContextVar("nobody is mailed", default=False)


@contextmanager
def unmailed() -> Iterator[None]:
    """Tell people in the product alone: for demo data and imports, whose letters nobody expects."""
    token = _unmailed.set(True)
    try:
        yield
    finally:
        _unmailed.reset(token)


def plan_deliveries(kind: Kind, stored: Sequence[tuple[int, int]], wishes: Mapping[int, Wish]) -> None:
    """One row for each stored (notification, recipient) whose recipient wants e-mail, due at its time."""
    now = clock.now()
    if _unmailed.get() or now < timezone.now() - HISTORY:
        return
    rows = [_delivery(kind, pk, who, wishes[who], now) for pk, who in stored if _is_mailed(wishes[who])]
    copy_objects(rows)
    if any(row.next_at <= now for row in rows):
        wake_on_commit()


def wake_on_commit() -> None:
    """Have deliveries begin once the transaction has committed; asked several times it is one call.

    Were the call lost with its process, the periodic run would find the rows.
    """
    _once_on_commit(_wake)


def wake_webhooks_on_commit() -> None:
    """The same for webhooks."""
    _once_on_commit(_wake_webhooks)


def _once_on_commit(call: Callable[[], None]) -> None:
    if not any(each[1] is call for each in connection.run_on_commit):
        transaction.on_commit(call)


def _wake() -> None:
    jobs.enqueue(DELIVER, key="now", again=True)


def _wake_webhooks() -> None:
    jobs.enqueue(SEND_WEBHOOKS, key="now", again=True)


def _is_mailed(wish: Wish) -> bool:
    return wish.email != Pace.NEVER


def _delivery(kind: Kind, pk: int, who: int, wish: Wish, now) -> Delivery:
    pace = Pace.AT_ONCE if kind.urgent else wish.email
    return Delivery(
        notification_id=pk,
        recipient_id=who,
        channel=Channel.EMAIL,
        pace=pace,
        next_at=due_at(now, pace, wish.table, urgent=kind.urgent),
    )
