"""Plans of live matters: from templates, baselined, worked on, slipped, blocked; and what happens next."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Final

from django.db.models import F

from legalops.calendars.selectors import default_calendar, working_time
from legalops.demo.loading.world import World
from legalops.kernel import clock
from legalops.workflows.services.tasks import set_task_done
from matters.enums import MemberRole, PlanTaskKind
from matters.models import Matter, PlanTask
from matters.selectors.plan_templates import templates_for
from matters.selectors.plans import plan_of, work_days
from matters.services.next_actions import pick_from_plan, set_next_action
from matters.services.people import add_member
from matters.services.plan_templates import apply_template
from matters.services.planning import Blocking, Move, begin_task, block_task, move_task, take_baseline
from matters.services.planning.escalations import keep_ladder

_MOST: Final = 9
_BEGUN_BEFORE: Final = (112, 76, 58, 140, 44, 90)  # days before the demo's day
_LATE_BY: Final = (0, 0, 3, 0, 0, 0, 5)  # days after its due day on which a task was finished
_SLIPS: Final = (
    ("court", "The court moved its calendar", 8),
    ("client", "The business could not free its witnesses", 5),
    ("counterparty", "Their counsel asked for more time", 6),
)
_BLOCKS: Final = (
    Blocking("counterparty", note="Their signed protective order", chase_every_days=3),
    Blocking("client", note="Names of the custodians", chase_every_days=2),
    Blocking("expert", note="Signed engagement and conflicts answer"),
)
_NEXT: Final = (
    "Send the draft to the business",
    "Call with outside counsel on strategy",
    "Review the firm's assessment",
    "Ask the business for the missing documents",
    "Decide whether to answer the offer",
)


def make_plans(world: World) -> int:
    """How many matters were planned. Some open matters are left without a next action, for the radar."""
    open_ = [matter for _key, matter in sorted(world.matters.items())]
    open_ = list(
        Matter.objects.filter(pk__in=[each.pk for each in open_], stage__category="open")
        .select_related("lead", "matter_type", "stage")
        .order_by("-opened_on", "pk")
    )
    planned = 0
    for matter in open_:
        versions = templates_for(matter) if planned < _MOST else []
        if versions:
            _plan(world, matter, versions[0], planned)
            planned += 1
    _say_what_is_next(world, open_)
    with clock.frozen(world.now):
        keep_ladder()
    return planned


def _plan(world: World, matter: Matter, version, at: int) -> None:
    today = world.plan.as_of
    start = max(matter.opened_on, today - timedelta(_BEGUN_BEFORE[at % len(_BEGUN_BEFORE)]))
    with clock.frozen(_at(start)):
        add_member(matter, world.project_manager, role=MemberRole.LPM, actor=matter.lead)
        apply_template(matter, version, starts_on=start, actor=matter.lead)
    with clock.frozen(_at(start, 15)):
        take_baseline(matter, name="As agreed", reason="Kick-off with the business", actor=matter.lead)
    _work(matter, today, at)
    _slip(matter, today, at)
    if at % 4 == 1:
        with clock.frozen(_at(today - timedelta(4))):
            take_baseline(matter, name="New calendar", reason="Agreed with the client", actor=matter.lead)
    _stop(matter, today, at)


def _work(matter: Matter, today: date, at: int) -> None:
    """Finish what was due, some of it late; one matter in three leaves its last ones overdue."""
    left = 2 if at % 3 == 0 else 0
    due = PlanTask.objects.filter(matter=matter, task__due_on__lt=today).count()
    for number in count():
        row = _open(matter).filter(task__due_on__lt=today).first()
        if row is None or number >= due - left:
            return
        day = min(row.finishes_on + timedelta(_LATE_BY[(number + at) % len(_LATE_BY)]), today)
        if not row.is_milestone and row.begun_on is None:
            with clock.frozen(_at(row.starts_on, 13)):
                begin_task(row, actor=matter.lead)
        with clock.frozen(_at(day, 16)):
            set_task_done(matter, row.task, True, actor=matter.lead)


def _slip(matter: Matter, today: date, at: int) -> None:
    """Something still to come is moved, and what waits for it with it."""
    reason, note, days = _SLIPS[at % len(_SLIPS)]
    row = _open(matter).filter(starts_on__gt=today, kind=PlanTaskKind.TASK, fixed_on=None).first()
    plan = plan_of(matter)
    if row is None or plan is None:
        return
    calendar = work_days(plan)
    to = calendar.day(calendar.number(row.starts_on) + days)
    with clock.frozen(_at(today - timedelta(6))):
        move_task(row, Move(to), reason=reason, note=note, actor=matter.lead)


def _stop(matter: Matter, today: date, at: int) -> None:
    """What is under way has begun; on some matters it is blocked."""
    current = list(_open(matter).filter(starts_on__lte=today, kind=PlanTaskKind.TASK, begun_on=None)[:3])
    for row in current:
        with clock.frozen(_at(row.starts_on)):
            begin_task(row, actor=matter.lead)
    if at % 3 != 2:
        row = _open(matter).filter(kind=PlanTaskKind.TASK).exclude(begun_on=None).last()
        if row is not None:
            with clock.frozen(_at(today - timedelta(3 + 4 * (at % 3)))):
                block_task(row, _BLOCKS[at % len(_BLOCKS)], actor=matter.lead)


def _say_what_is_next(world: World, matters: list[Matter]) -> None:
    with clock.frozen(world.now):
        days = working_time(default_calendar())
        for at, matter in enumerate(matters):
            if PlanTask.objects.filter(matter=matter).exists():
                pick_from_plan(matter, actor=matter.lead)
            elif at % 6:
                due = days.add_days(clock.today(), at * 5 % 14)
                what = _NEXT[at % len(_NEXT)]
                set_next_action(matter, what=what, owner=matter.lead, due_on=due, actor=matter.lead)


def _open(matter: Matter):
    rows = PlanTask.objects.filter(matter=matter, task__done_at=None, task__cancelled_at=None)
    rows = rows.select_related("task__assignee", "task__run", "matter__lead", "phase")
    return rows.order_by(F("task__due_on").asc(), "pk")


def _at(day: date, hour: int = 14) -> datetime:
    return datetime.combine(day, time(hour), UTC)
