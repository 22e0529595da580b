"""The rows of a bulk change: tried without leaving a trace, changed, put back."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.jobs.context import LeaseLost
from legalops.kernel.errors import DomainError
from legalops.lists.bulk.registry import Change, Values
from legalops.lists.enums import ItemState
from legalops.lists.models import BulkItem

log = logging.getLogger(__name__)
# The row cannot be blamed for these: the whole work is tried again.
_OURS = (LeaseLost, OperationalError, InterfaceError)
_FOUND_OUT = ("state", "why", "label", "url", "before", "after", "seen", "left", "memory")


class _Rehearsed(Exception):
    """Ends a rehearsal: what was done is taken back."""


def try_rows(items: Sequence[BulkItem], change: Change, values: Values, actor: User) -> None:
    """What the change would do to these rows, noted on the items.

    Only rows that would change cost more than the batch: the service itself is run and taken back, so that
    the preview and the change cannot disagree about what it refuses.
    """
    keys = [item.record_id for item in items]
    rows = {row.pk: row for row in change.rows(actor).filter(pk__in=keys)}
    for item in items:
        _try(item, rows.get(item.record_id), change, values, actor)
    BulkItem.objects.bulk_update(items, _FOUND_OUT)


def change_row(item: BulkItem, change: Change, values: Values, actor: User) -> None:
    """Change the row, unless somebody changed it after the preview; in the caller's transaction."""
    with _judged(item, ItemState.FAILED), transaction.atomic():
        _change(item, change, values, actor)
    item.save(update_fields=_FOUND_OUT)


def undo_row(item: BulkItem, change: Change, values: Values, actor: User) -> None:
    """Put the row back as it was, unless somebody changed it since; in the caller's transaction."""
    with _judged(item, ItemState.KEPT), transaction.atomic():
        _undo(item, change, values, actor)
    item.save(update_fields=_FOUND_OUT)


def _try(item: BulkItem, row: Any, change: Change, values: Values, actor: User) -> None:
    if row is None:
        _set(item, ItemState.REFUSED, _out_of_sight())
        return
    item.label, item.url = str(row)[:300], change.address(row)[:300]
    item.before = item.after = change.read(row, values)
    item.seen = _fingerprint(row, item.before)
    if change.holds and change.holds(row, values):
        _set(item, ItemState.SAME)
        return
    with _judged(item, ItemState.REFUSED):
        item.after = _rehearse(row, change, values, actor)
        _set(item, ItemState.SAME if item.after == item.before else ItemState.PLANNED)


def _rehearse(row: Any, change: Change, values: Values, actor: User) -> str:
    after = ""
    try:
        with transaction.atomic():
            change.apply(row, values, actor)
            after = change.read(_fresh(row), values)
            raise _Rehearsed
    except _Rehearsed:
        return after


def _change(item: BulkItem, change: Change, values: Values, actor: User) -> None:
    row = _locked(change, actor, item.record_id)
    if row is None:
        _set(item, ItemState.FAILED, _out_of_sight())
        return
    now = change.read(row, values)
    if _fingerprint(row, now) != item.seen:
        _set(item, ItemState.MOVED, _changed_meanwhile(now))
        return
    item.memory = change.remember(row, values) if change.remember else None
    change.apply(row, values, actor)
    after = _fresh(row)
    item.after = change.read(after, values)
    item.left = _fingerprint(after, item.after)
    _set(item, ItemState.DONE)


def _undo(item: BulkItem, change: Change, values: Values, actor: User) -> None:
    row = _locked(change, actor, item.record_id)
    if row is None or change.restore is None:
        _set(item, ItemState.KEPT, _out_of_sight())
        return
    now = change.read(row, values)
    if _fingerprint(row, now) != item.left:
        _set(item, ItemState.KEPT, _changed_meanwhile(now))
        return
    change.restore(row, item.memory, actor)
    _set(item, ItemState.UNDONE)


@contextmanager
def _judged(item: BulkItem, otherwise: str) -> Iterator[None]:
    """A refusal is the item's answer; what nobody foresaw is logged and does not stop the others."""
    try:
        yield
    except _OURS:
        raise
    except DomainError as error:
        _set(item, otherwise, error.message)
    except ValidationError as error:
        _set(item, otherwise, " ".join(error.messages))
    except Exception:
        log.exception("Row %s of bulk change %s failed.", item.record_id, item.run_id)
        _set(item, otherwise, _("Something broke on our side; nothing of this row was changed."))


def _set(item: BulkItem, state: str, why: str = "") -> None:
    item.state, item.why = state, why


def _locked(change: Change, actor: User, pk: int) -> Any:
    rows = change.rows(actor)
    list(rows.model._base_manager.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))
    return rows.filter(pk=pk).first()


def _fresh(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def _fingerprint(row: Any, words: str) -> str:
    return f"{getattr(row, 'version', '')}|{words}"


def _changed_meanwhile(now: str) -> str:
    return _("Someone changed this record meanwhile. It says now: %s.") % (now or _("nothing"))


def _out_of_sight() -> str:
    return _("There is no such record any more, or you may not see it.")
