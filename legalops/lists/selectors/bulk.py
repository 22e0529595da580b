"""A bulk change as its page shows it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.lists.bulk.registry import Change, changes_for
from legalops.lists.enums import ItemState
from legalops.lists.models import BulkItem, BulkRun

PER_PAGE = 100
_MOST_RECENT = 50
_TONES = {
    ItemState.PLANNED: "info",
    ItemState.SAME: "muted",
    ItemState.REFUSED: "warn",
    ItemState.DONE: "ok",
    ItemState.MOVED: "warn",
    ItemState.FAILED: "bad",
    ItemState.UNDONE: "neutral",
    ItemState.KEPT: "warn",
    ItemState.NEW: "muted",
}
_CHANGING = (ItemState.PLANNED, ItemState.DONE)
_HIDDEN = _("A record that you may not see any more")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it was, what it becomes or became, or why not."""

    item: BulkItem
    label: Any
    url: str
    tone: str
    before: str = ""
    after: str = ""

    @property
    def changes(self) -> bool:
        """Whether `after` is something else than `before`."""
        return self.item.state in _CHANGING


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one state: how many there are."""

    state: str
    label: Any
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """A change that the person began: what, how many rows, and of how many it is in force."""

    run: BulkRun
    label: Any
    rows: int
    done: int


def recent_changes(list_id: str, user: User) -> list[Recent]:
    """The person's latest changes of a list, but for those they could not make any more."""
    labels = {change.code: change.label for change in changes_for(list_id, user)}
    runs = BulkRun.objects.visible_to(user).filter(list_id=list_id, change__in=labels)
    counted = runs.annotate(
        rows=Count("items"), done=Count("items", filter=Q(items__state=ItemState.DONE))
    ).order_by("-pk")
    return [Recent(run, labels[run.change], run.rows, run.done) for run in counted[:_MOST_RECENT]]


def parts_of(run: BulkRun, current: str) -> list[Part]:
    """The states that rows of the run are in."""
    counts = dict(run.items.order_by().values_list("state").annotate(n=Count("pk")))
    return [
        Part(state.value, state.label, counts[state.value], state.value == current)
        for state in ItemState
        if counts.get(state.value)
    ]


def lines_of(run: BulkRun, change: Change, user: User, *, state: str = "", page: int = 1) -> list[Line]:
    """One page of rows. What the person may not see any more has no name."""
    rows = run.items.filter(state=state) if state else run.items.all()
    items = list(rows.order_by("position")[(page - 1) * PER_PAGE : page * PER_PAGE])
    seen = set(
        change.rows(user).filter(pk__in=[item.record_id for item in items]).values_list("pk", flat=True)
    )
    return [_line(item, item.record_id in seen) for item in items]


def _line(item: BulkItem, seen: bool) -> Line:
    tone = _TONES[ItemState(item.state)]
    if not seen:
        return Line(item, _HIDDEN, "", tone)
    return Line(item, item.label, item.url, tone, item.before, item.after)
