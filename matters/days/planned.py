"""Plans in a person's day: next actions, escalations, and what is known of tasks that are planned."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import day
from legalops.web.day import Act, Item, Remark
from legalops.workflows.day import key_of, tasks_among
from matters.enums import MemberRole
from matters.models import MatterMember, NextAction, PlanBlock, PlanEscalation


def next_actions_until(user, until: date) -> Sequence[Item]:
    """Next actions in free words that are the person's, up to a day; tasks come with the tasks."""
    rows = NextAction.objects.visible_to(user).filter(owner=user, ended_at=None, task=None, due_on__lte=until)
    shown = rows.select_related("matter").order_by("due_on", "pk")[: day.MOST + 1]
    acts = has_capability(user, can.MATTERS_EDIT)
    return [_next_action(row, acts) for row in shown]


def escalations(user, until: date) -> Sequence[Item]:
    """Escalations of the person's tasks, and on matters they lead, of which nobody took note."""
    rows = PlanEscalation.objects.visible_to(user).filter(resolved_at=None, acknowledged_at=None)
    rows = rows.filter(
        Q(plan_task__task__assignee=user) | Q(matter__lead=user) | Q(matter__in=_managed_by(user))
    )
    shown = rows.select_related("matter", "plan_task__task__assignee").order_by("raised_at")
    acts = has_capability(user, can.MATTERS_EDIT)
    return [_escalation(row, acts) for row in shown[: day.MOST + 1]]


def _managed_by(user) -> QuerySet:
    return MatterMember.objects.filter(user=user, role=MemberRole.LPM).values("matter")


def on_planned_tasks(user, keys: Sequence[str]) -> Mapping[str, Remark]:
    """Of the tasks of the day: which are blocked, and which are their matter's next action."""
    tasks = tasks_among(keys)
    found: dict[str, Remark] = {}
    standing = NextAction.objects.visible_to(user).filter(ended_at=None, task__in=tasks)
    for task in standing.values_list("task", flat=True):
        found[key_of(task)] = Remark(why=_t("It is what happens next on its matter."))
    blocked = PlanBlock.objects.visible_to(user).filter(resolved_at=None, plan_task__task__in=tasks)
    acts = has_capability(user, can.MATTERS_EDIT)
    for row in blocked.select_related("plan_task", "matter"):
        act = _unblock(row) if acts else None
        found[key_of(row.plan_task.task_id)] = Remark(row.note, row.words, act)
    return found


def _unblock(row: PlanBlock) -> Act:
    address = reverse("matters:plan_block", args=[row.matter.number, row.plan_task_id])
    return Act(_("Unblock"), address, key="b", icon="player-play")


def _next_action(row: NextAction, acts: bool) -> Item:
    return Item(
        key=f"next-{row.pk}",
        kind=_("Next action"),
        icon="arrow-right",
        title=row.what,
        url=reverse("matters:matter", args=[row.matter.number]),
        on=str(row.matter),
        why=_t("It is what happens next, and it is yours."),
        due_on=row.due_on,
        act=Act(_("Done"), reverse("matters:next_done", args=[row.matter.number]), "post", "d")
        if acts
        else None,
    )


def _escalation(row: PlanEscalation, acts: bool) -> Item:
    owner = row.plan_task.task.assignee
    why = _t("%(cause)s too long; %(who)s has it. Say what is done about it.")
    return Item(
        key=f"escalation-{row.pk}",
        kind=_("Escalation"),
        icon="alert-triangle",
        title=row.plan_task.title,
        url=reverse("matters:plan", args=[row.matter.number]),
        on=str(row.matter),
        why=why % {"cause": row.get_cause_display(), "who": owner or _t("nobody")},
        waiting=True,
        act=Act(_("Take note"), reverse("matters:plan_escalation", args=[row.matter.number, row.pk]), key="t")
        if acts
        else None,
    )
