"""The plan of a matter through its services: made, moved, baselined, blocked; one task record throughout."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.notifications.models import Notification
from legalops.workflows.models import Task
from legalops.workflows.services.tasks import cancel_task, edit_task, set_task_done
from matters.models import PlanBaseline, PlanEscalation, PlanTask, Replan
from matters.selectors.plans import sheet_of
from matters.services.planning import (
    Blocking,
    Move,
    Wait,
    begin_task,
    block_task,
    edit_plan_task,
    make_plan,
    note_chaser,
    preview_move,
    set_dependencies,
    take_baseline,
    unblock_task,
)
from matters.services.planning.escalations import acknowledge, keep_ladder
from tests.factories import make_matter, make_person, raise_wall
from tests.factories.plans import MONDAY, make_plan_task, make_planned, moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return make_matter()


def fresh(row: PlanTask) -> PlanTask:
    return PlanTask.objects.select_related("task", "matter__lead").get(pk=row.pk)


def days(row: PlanTask) -> tuple[date, date]:
    row = fresh(row)
    return row.starts_on, row.finishes_on


def actions(matter) -> list[str]:
    found = AuditEvent.objects.filter(subject_type="matters.matter", subject_id=matter.pk).order_by("pk")
    return list(found.values_list("action", flat=True))


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(recipient=person).values_list("title", flat=True))


def test_a_planned_task_is_the_task_people_see_and_stands_after_what_it_waits_for(matter):
    first = make_plan_task(matter, "Collect documents", effort_hours=Decimal(12))
    second = make_plan_task(matter, "Answer", first, days=3)
    filed = make_plan_task(matter, "Answer filed", second, kind="milestone")
    assert days(first) == (MONDAY, date(2026, 3, 6))
    assert days(second) == (date(2026, 3, 9), date(2026, 3, 11))
    assert days(filed) == (date(2026, 3, 11), date(2026, 3, 11))
    seen = Task.objects.visible_to(matter.lead).filter(title="Answer").get()
    assert (seen.due_on, seen.assignee) == (date(2026, 3, 11), matter.lead)
    assert "matters.milestone.created" in actions(matter)


def test_a_move_shifts_what_waits_and_keeps_old_and_new_days_with_the_reason(matter):
    first, aside = make_plan_task(matter, "First"), make_plan_task(matter, "Aside")
    second = make_plan_task(matter, "Second", first)
    foreseen = preview_move(sheet_of(matter.plan), fresh(first), Move(date(2026, 3, 9)))
    assert [each.row.title for each in foreseen.shifts] == ["First", "Second"]
    entries = moved(first, date(2026, 3, 9), note="The court moved the hearing")
    assert {entry.plan_task.title: entry.slip_days for entry in entries} == {"First": 5, "Second": 5}
    assert days(second) == (date(2026, 3, 16), date(2026, 3, 20))
    assert days(aside) == (MONDAY, date(2026, 3, 6))
    kept = Replan.objects.get(plan_task=second)
    assert (kept.reason, kept.cause, kept.from_finish) == ("court", first, date(2026, 3, 13))
    event = AuditEvent.objects.filter(action="matters.task.due_changed").latest("pk")
    assert event.before["due"] == "2026-03-13"
    assert event.after["reason_code"] == "court"


def test_a_move_that_cannot_be_says_why_and_changes_nothing(matter):
    first = make_plan_task(matter, "First")
    second = make_plan_task(matter, "Second", first)
    for to, words in (
        (date(2026, 3, 4), "It waits for “First”"),
        (date(2026, 3, 14), "Nobody works on"),
        (date(2026, 2, 27), "It waits for"),
    ):
        with pytest.raises(DomainError, match=words) as caught:
            moved(second, to)
        assert caught.value.field == "to"
    with pytest.raises(DomainError, match="The plan begins on"):
        moved(first, date(2026, 2, 27))
    assert not Replan.objects.exists()


def test_two_who_move_at_once_the_second_looks_again(matter):
    row = make_plan_task(matter)
    seen = fresh(row).plan.version
    moved(row, date(2026, 3, 9), version=seen)
    with pytest.raises(Conflict):
        moved(row, date(2026, 3, 10), version=seen)


def test_a_fixed_date_stays_when_what_it_waits_for_moves(matter):
    brief = make_plan_task(matter, "Brief")
    hearing = make_plan_task(matter, "Hearing", brief, kind="milestone", fixed_on=date(2026, 3, 10))
    foreseen = preview_move(sheet_of(matter.plan), fresh(brief), Move(date(2026, 3, 9)))
    assert [(row.title, late) for row, late in foreseen.broken] == [("Hearing", 3)]
    moved(brief, date(2026, 3, 9))
    assert days(hearing) == (date(2026, 3, 10), date(2026, 3, 10))


def test_tasks_that_would_wait_for_one_another_are_refused_by_name(matter):
    first = make_plan_task(matter, "First")
    second = make_plan_task(matter, "Second", first)
    with pytest.raises(DomainError, match=r"“First” → “Second” → “First”|“Second” → “First” → “Second”"):
        set_dependencies(fresh(first), [Wait(second.pk)], actor=matter.lead)
    with pytest.raises(DomainError, match="itself"):
        set_dependencies(fresh(first), [Wait(first.pk)], actor=matter.lead)
    assert not fresh(first).waits_for.exists()


def test_other_plans_tasks_cannot_be_waited_for(matter):
    stranger = make_plan_task(make_matter())
    with pytest.raises(DomainError, match="same plan"):
        set_dependencies(fresh(make_plan_task(matter)), [Wait(stranger.pk)], actor=matter.lead)


def test_start_to_start_with_lag_and_its_removal(matter):
    first, second = make_plan_task(matter, "First"), make_plan_task(matter, "Second")
    set_dependencies(fresh(second), [Wait(first.pk, "SS", 2)], actor=matter.lead)
    assert days(second)[0] == date(2026, 3, 4)
    set_dependencies(fresh(second), [], actor=matter.lead)
    assert days(second)[0] == MONDAY


def test_the_day_of_a_planned_task_is_moved_in_the_plan_alone(matter):
    row = make_plan_task(matter)
    with pytest.raises(DomainError, match="belongs to the matter's plan"):
        edit_task(matter, row.task, {"due_on": date(2026, 5, 1)}, actor=matter.lead)
    edit_task(matter, row.task, {"title": "Draft the answer"}, actor=matter.lead)
    assert fresh(row).title == "Draft the answer"


def test_a_late_end_moves_what_waits_an_early_one_does_not(matter):
    start = clock.today() - timedelta(days=40)
    make_planned(matter, starts_on=start)
    first = make_plan_task(matter, "First", days=5)
    second = make_plan_task(matter, "Second", first, days=5)
    before = days(second)
    set_task_done(matter, first.task, True, actor=matter.lead)
    after = days(second)
    assert before[0] < clock.today() <= after[0]
    assert days(first)[1] < clock.today(), "what is done keeps its planned day"
    kept = Replan.objects.get(plan_task=second)
    assert (kept.reason, kept.cause) == ("earlier", first)
    set_task_done(matter, first.task, False, actor=matter.lead)
    assert days(second) == before
    early = make_plan_task(matter, "Early", days=90)
    waits = make_plan_task(matter, "Waits", early)
    stood = days(waits)
    set_task_done(matter, early.task, True, actor=matter.lead)
    assert days(waits) == stood


def test_what_is_called_off_keeps_the_chain_together(matter):
    first = make_plan_task(matter, "First")
    second = make_plan_task(matter, "Second", first)
    third = make_plan_task(matter, "Third", second)
    cancel_task(matter, second.task, reason="Settled", actor=matter.lead)
    assert days(third)[0] == date(2026, 3, 9)


def test_begun_work_keeps_its_first_day(matter):
    row = make_plan_task(matter)
    begin_task(fresh(row), on=date(2026, 3, 3), actor=matter.lead)
    assert days(row) == (date(2026, 3, 3), date(2026, 3, 9))
    with pytest.raises(DomainError, match="has begun"):
        moved(row, date(2026, 3, 10))
    moved(row, date(2026, 3, 3), days=6)
    assert days(row)[1] == date(2026, 3, 10)


def test_baselines_stay_whatever_happens_to_the_plan(matter):
    row = make_plan_task(matter)
    gate = make_plan_task(matter, "Gate", row, kind="milestone")
    take_baseline(matter, name="As agreed", reason="Kick-off", actor=matter.lead)
    moved(row, date(2026, 3, 9))
    take_baseline(matter, name="After the hearing moved", reason="Court", actor=matter.lead)
    first, second = PlanBaseline.objects.order_by("number")
    assert first.rows.get(plan_task=gate).finishes_on == date(2026, 3, 6)
    assert second.rows.get(plan_task=gate).finishes_on == date(2026, 3, 13)
    assert actions(matter).count("matters.plan.baselined") == 1
    assert actions(matter).count("matters.plan.rebaselined") == 1
    assert actions(matter).count("matters.milestone.baselined") == 2


def test_a_baseline_needs_tasks_a_name_and_a_reason(matter):
    make_planned(matter)
    for name, reason in (("", "why"), ("name", " "), ("name", "why")):
        with pytest.raises(DomainError):
            take_baseline(matter, name=name, reason=reason, actor=matter.lead)
    assert not PlanBaseline.objects.exists()


def test_blocked_and_back_again(matter):
    owner = make_person("paralegal")
    matter.members.create(user=owner, role="paralegal")
    row = make_plan_task(matter, owner=owner)
    block = block_task(fresh(row), Blocking("court", note="Order", chase_every_days=2), actor=owner)
    assert fresh(row).state == "blocked"
    with pytest.raises(DomainError, match="blocked already"):
        block_task(fresh(row), Blocking("client"), actor=owner)
    note_chaser(block, actor=owner)
    unblock_task(fresh(row), resolution="Order came", actor=matter.lead)
    assert fresh(row).state == "planned"
    assert "“Draft” is no longer blocked" in told(owner)
    assert [action for action in actions(matter) if "block" in action or "chased" in action] == [
        "matters.task.blocked",
        "matters.task.chased",
        "matters.task.unblocked",
    ]


def test_a_finished_task_is_blocked_no_longer(matter):
    row = make_plan_task(matter)
    block_task(fresh(row), Blocking("client"), actor=matter.lead)
    set_task_done(matter, row.task, True, actor=matter.lead)
    assert not row.blocks.filter(resolved_at=None).exists()


def test_the_ladder_tells_each_rung_once_and_ends_with_its_cause(matter):
    from matters.services.planning.shipped import install_ladder

    install_ladder()
    counsel = make_person("general_counsel")
    row = make_plan_task(matter)
    keep_ladder(date(2026, 3, 10))
    assert PlanEscalation.objects.get().level == 1
    assert len(told(matter.lead)) == len(set(told(matter.lead)))
    before = AuditEvent.objects.count()
    keep_ladder(date(2026, 3, 10))
    assert AuditEvent.objects.count() == before
    keep_ladder(date(2026, 4, 30))
    found = PlanEscalation.objects.get()
    assert found.level == 4
    assert any("overdue" in title for title in told(counsel))
    acknowledge(found, action="Extra counsel from Monday", actor=matter.lead)
    set_task_done(matter, row.task, True, actor=matter.lead)
    assert PlanEscalation.objects.get().resolved_at
    named = [action for action in actions(matter) if "escalation" in action]
    assert named == [
        f"matters.escalation.{what}"
        for what in ("raised", "severity_changed", "acknowledged", "action_set", "resolved")
    ]


def test_who_may_not_changes_nothing(matter):
    row = make_plan_task(matter)
    events = AuditEvent.objects.count()
    screened = make_person("legal_project_manager")
    raise_wall(matter, screened)
    for person, refusal in ((make_person("auditor"), NotAllowed), (screened, NotFound)):
        for verb in (
            lambda who: moved(row, date(2026, 3, 9), actor=who),
            lambda who: take_baseline(matter, name="n", reason="r", actor=who),
            lambda who: edit_plan_task(fresh(row), {"title": "x"}, actor=who),
            lambda who: block_task(fresh(row), Blocking("court"), actor=who),
            lambda who: set_dependencies(fresh(row), [], actor=who),
        ):
            with pytest.raises(refusal):
                verb(person)
    assert AuditEvent.objects.count() == events


def test_an_owner_must_see_the_matter(matter):
    matter.restricted = True
    matter.save()
    with pytest.raises(DomainError) as caught:
        make_plan_task(matter, owner=make_person("attorney"))
    assert caught.value.field == "owner"


def test_one_plan_per_matter(matter):
    make_planned(matter)
    with pytest.raises(Conflict):
        make_plan(matter, actor=matter.lead)
