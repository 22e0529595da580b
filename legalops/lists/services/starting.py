"""Beginning a bulk change: which rows, which change, what is entered."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from legalops.access.glass import without_glass
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.lists.bulk.registry import Change, find_change
from legalops.lists.bulk.values import stored, values_of
from legalops.lists.enums import AGAIN, ItemState, RunState
from legalops.lists.models import BulkItem, BulkRun
from legalops.lists.params import allowed, asked_of
from legalops.lists.services.working import begin, do_here
from legalops.web import formats
from legalops.web.lists import ListSpec
from legalops.web.tables import Selection
from legalops.web.urlstate import CURSOR, GONE, encode

# More rows than this are changed in parts, so that a preview can still be read.
MOST = 5_000


def address_of(spec: ListSpec, params: Mapping[str, Sequence[str]]) -> str:
    """The first page of the list with these parameters."""
    asked = encode({name: values for name, values in params.items() if name != CURSOR})
    return f"{spec.url}?{asked}" if asked else spec.url


@transaction.atomic
def start_change(
    spec: ListSpec, code: str, selection: Selection, params: Mapping[str, Sequence[str]], *, actor: User
) -> BulkRun:
    """A bulk change of the selected rows, or of all that the list shows with these parameters.

    Raises NotAllowed for a change that is not the person's to make, DomainError where the selection is empty
    or holds more than MOST rows.
    """
    change = _change(spec.id, code, actor)
    keys = _keys(spec, selection, params, without_glass(actor))
    if not keys:
        raise DomainError("bulk.empty", _("Nothing of the selection is there any more."))
    if len(keys) > MOST:
        message = _("More than %s rows match. Narrow the list by a filter and change it in parts.")
        raise DomainError("bulk.many", message % formats.number(MOST))
    run = BulkRun.objects.create(
        list_id=spec.id, change=change.code, created_by=actor, back=address_of(spec, params)
    )
    rows = [BulkItem(run=run, record_id=key, position=place) for place, key in enumerate(keys, 1)]
    BulkItem.objects.bulk_create(rows, batch_size=500)
    return run


def enter_values(run: BulkRun, data: QueryDict, *, actor: User) -> BulkRun:
    """Take what was entered and prepare the preview: every row is tried, none is changed.

    Raises DomainError for values that are not possible, Conflict when the change has begun already.
    """
    given = stored(data)
    values_of(_change(run.list_id, run.change, actor), actor, given)
    with transaction.atomic():
        begun = begin(run, RunState.PREPARING, (RunState.DRAFT, RunState.READY), actor=actor, data=given)
        begun.items.update(state=ItemState.NEW, why="", before="", after="")
    return do_here(begun)


def apply_change(run: BulkRun, *, actor: User) -> BulkRun:
    """Change what the preview says will change. A second click changes nothing.

    Raises Conflict unless there is a preview.
    """
    _change(run.list_id, run.change, actor)
    with transaction.atomic():
        begun = begin(run, RunState.APPLYING, (RunState.READY,), actor=actor)
        count = begun.items.filter(state=ItemState.PLANNED).count()
        record(begun, "lists.rows.changed", actor=actor, after={"change": run.change, "rows": count})
    return do_here(begun)


def try_again(run: BulkRun, *, actor: User) -> BulkRun:
    """A preview of the rows that were refused, failed or had been changed by someone: nothing else.

    Raises Conflict unless the change is done.
    """
    _change(run.list_id, run.change, actor)
    with transaction.atomic():
        begun = begin(run, RunState.PREPARING, (RunState.DONE,), actor=actor)
        begun.items.filter(state__in=AGAIN).update(state=ItemState.NEW, why="")
    return do_here(begun)


def undo_change(run: BulkRun, *, actor: User) -> BulkRun:
    """Put back what was changed, but for rows that somebody changed since.

    Raises DomainError where the change cannot be undone, Conflict unless it is done.
    """
    if not _change(run.list_id, run.change, actor).can_be_undone:
        raise DomainError("bulk.final", _("This change cannot be undone."))
    with transaction.atomic():
        begun = begin(run, RunState.UNDOING, (RunState.DONE,), actor=actor)
        record(begun, "lists.rows.undone", actor=actor, after={"change": run.change})
    return do_here(begun)


def _change(list_id: str, code: str, actor: User) -> Change:
    change = find_change(list_id, code, actor)
    if change is None:
        raise NotAllowed("bulk.not_yours", _("You may not change these rows."))
    return change


def _keys(
    spec: ListSpec, selection: Selection, params: Mapping[str, Sequence[str]], actor: User
) -> list[int]:
    if not selection.everything:
        wanted = selection.keys[: MOST + 1]
        seen = set(spec.rows(actor).filter(pk__in=wanted).values_list("pk", flat=True))
        return [key for key in wanted if key in seen]
    if any(params.get(GONE, ())):
        return []
    known = allowed(spec)
    asked = asked_of(spec, {name: values for name, values in params.items() if name in known}, actor)
    rows = spec.filters(asked, spec.rows(actor)).qs
    return list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
