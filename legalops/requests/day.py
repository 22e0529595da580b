"""Requests in a person's day: those they have, and their own that wait for an answer."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.requests.models import Request
from legalops.web import day
from legalops.web.day import Item, Source
from legalops.workflows.enums import StageCategory


def register() -> None:
    """Called once, when the app is ready."""
    day.register(Source("requests.assigned", assigned_until))
    day.register(Source("requests.asked", questions))


def assigned_until(user, until: date) -> Sequence[Item]:
    """Open requests that the person has, due until a day or without one; not while the requester is asked."""
    mine = Request.objects.visible_to(user).open().filter(assignee=user)
    near = mine.filter(Q(due_on__lte=until) | Q(due_on=None)).exclude(category=StageCategory.ON_HOLD)
    rows = near.select_related("requester").order_by(F("due_on").asc(nulls_last=True), "made_at")
    why = _t("You have it; %s waits for it.")
    return [_item(row, why % row.requester) for row in rows[: day.MOST + 1]]


def questions(user, until: date) -> Sequence[Item]:
    """Requests of the person about which the department asked something."""
    rows = Request.objects.visible_to(user).open().filter(requester=user, category=StageCategory.ON_HOLD)
    why = _t("Legal asked you something and cannot go on without your answer.")
    return [_item(row, why) for row in rows.order_by("entered_at")[: day.MOST + 1]]


def _item(row: Request, why: str) -> Item:
    due_on = None if row.category == StageCategory.ON_HOLD else row.due_on
    return Item(
        key=f"request-{row.pk}",
        kind=_("Request"),
        icon="inbox",
        title=row.title,
        url=reverse("requests:request", args=[row.number]),
        on=f"{row.number} · {row.stage_name}",
        why=why,
        due_on=due_on,
        waiting=due_on is None,
    )
