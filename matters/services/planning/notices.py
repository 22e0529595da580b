"""What people are told of plans: unblocked, to be chased, escalated, and that a next action is missing."""

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.notifications.registry import Kind
from legalops.notifications.services.notifying import notify
from legalops.web import formats
from matters.models import Matter, PlanBlock, PlanEscalation, PlanTask

KINDS: Final = (
    Kind(
        "matters.task_unblocked",
        gettext_lazy("Task no longer blocked"),
        gettext_lazy("What a task of yours waited for is there."),
    ),
    Kind(
        "matters.chaser_due",
        gettext_lazy("Time to chase"),
        gettext_lazy("A task of yours is still blocked, and its next chaser is due."),
    ),
    Kind(
        "matters.task_escalated",
        gettext_lazy("Task escalated"),
        gettext_lazy("A task stayed overdue or blocked for longer than the ladder allows."),
    ),
    Kind(
        "matters.next_action_missing",
        gettext_lazy("Next action missing"),
        gettext_lazy("The next action of a matter you lead is done, and nobody has said what follows."),
    ),
)


def tell_unblocked(row: PlanTask, block: PlanBlock, *, actor: User) -> None:
    """Tell its owner that the task can go on."""
    if row.task.assignee:
        _tell(
            "matters.task_unblocked",
            [row.task.assignee],
            row.matter,
            _("“%s” is no longer blocked") % row.title,
            block.resolution,
            f"unblocked:{block.pk}",
            actor,
        )


def tell_chaser(block: PlanBlock, *, actor: User) -> None:
    """Tell the owner, or else the lead, that somebody is to be chased."""
    row = block.plan_task
    title = _("Chase: “%(task)s” is blocked by %(who)s") % {
        "task": row.title,
        "who": block.get_kind_display().lower(),
    }
    body = _("Since %(day)s. %(note)s") % {"day": formats.day(block.since), "note": block.note}
    owner = row.task.assignee or block.matter.lead
    _tell("matters.chaser_due", [owner], block.matter, title, body, f"chase:{block.pk}:{block.chased}", actor)


def tell_escalated(found: PlanEscalation, people: Iterable[User], days: int, *, actor: User) -> None:
    """Tell the people of the rungs that were reached."""
    words = {"task": found.plan_task.title, "cause": found.get_cause_display().lower(), "days": days}
    title = _("“%(task)s” is %(cause)s for %(days)s working days") % words
    key = f"escalated:{found.pk}:{found.level}"
    _tell("matters.task_escalated", people, found.matter, title, "", key, actor)


def tell_next_missing(matter: Matter, key: str, *, actor: User) -> None:
    """Ask the lead what happens next."""
    title = _("%s: what happens next?") % matter.number
    body = _("The next action is done. Say what follows, who does it and until when.")
    _tell("matters.next_action_missing", [matter.lead], matter, title, body, f"next:{key}", actor)


def _tell(
    kind: str, people: Iterable[User], matter: Matter, title: str, body: str, key: str, actor: User
) -> None:
    url = reverse("matters:plan", args=[matter.number])
    notify(kind, recipients=people, subject=matter, title=title, body=body, url=url, actor=actor, key=key)
