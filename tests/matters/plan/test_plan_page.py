"""The plan tab: views of the same rows, moves with their preview, templates, walls, queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.kernel import clock
from matters.models import Matter, PlanTask, PlanTemplate, Replan
from matters.selectors.plan_page import plan_view
from matters.services.planning import Blocking, block_task, take_baseline
from tests.factories import make_matter, make_person, raise_wall
from tests.factories.plans import make_plan_task, make_planned, moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return make_matter()


def url(name: str, matter: Matter, *more) -> str:
    return reverse(f"matters:{name}", args=[matter.number, *more])


def body(client, matter, **query) -> str:
    return client.get(url("plan", matter), query).content.decode()


def test_the_three_views_show_the_same_rows(matter, signed_in):
    first = make_plan_task(matter, "Collect documents")
    make_plan_task(matter, "Answer filed", first, kind="milestone")
    take_baseline(matter, name="As agreed", reason="Kick-off", actor=matter.lead)
    moved(first, date(2026, 3, 9))
    block_task(PlanTask.objects.get(pk=first.pk), Blocking("court", note="Order"), actor=matter.lead)
    client = signed_in(matter.lead)
    for view in ("list", "board", "gantt"):
        shown = body(client, matter, view=view)
        assert "Collect documents" in shown
        assert "Answer filed" in shown
        assert "Blocked: court or authority" in shown
    assert "lo-gantt-ghost" in shown
    assert "days late" in body(client, matter)


def test_slip_and_progress_are_measured_against_the_baseline(matter):
    row = make_plan_task(matter)
    take_baseline(matter, name="As agreed", reason="Kick-off", actor=matter.lead)
    start = clock.today() + timedelta(days=30)
    while start.weekday() != 0:
        start += timedelta(days=1)
    moved(row, start)
    shown = plan_view(matter, matter.lead)
    assert shown.end_slip == shown.rows[0].slip > 0
    assert shown.progress.percent == 0


def test_a_move_shows_what_shifts_before_anything_is_written(matter, signed_in):
    first = make_plan_task(matter, "First")
    make_plan_task(matter, "Second", first)
    client, address = signed_in(matter.lead), url("plan_move", matter, first.pk)
    version = PlanTask.objects.get(pk=first.pk).plan.version
    data = {"to": "2026-03-09", "days": "5", "reason": "", "version": version}
    preview = client.post(address, data).content.decode()
    assert "2 tasks shift" in preview
    assert not Replan.objects.exists()
    seen = f"2026-03-09/5/0/{version}"
    assert f'value="{seen}"' in preview
    unexplained = client.post(address, data | {"seen": seen})
    assert unexplained.status_code == 422
    assert "Say why the days change." in unexplained.content.decode()
    changed = client.post(address, data | {"seen": seen, "to": "2026-03-10", "reason": "court"})
    assert "2 tasks shift" in changed.content.decode()
    assert not Replan.objects.exists()
    done = client.post(address, data | {"seen": seen, "reason": "court"})
    assert done.status_code == 303
    assert Replan.objects.count() == 2


def test_a_form_that_is_wrong_keeps_what_was_typed(matter, signed_in):
    make_planned(matter)
    data = {"title": "Kept as typed", "kind": "task", "phase": "L100", "days": ""}
    answer = signed_in(matter.lead).post(url("plan_task_new", matter), data)
    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()
    assert "Say how many working days" in answer.content.decode()


def test_a_matter_is_planned_from_its_types_template_after_a_look(matter, signed_in):
    client, address = signed_in(matter.lead), url("plan_template", matter)
    chosen = PlanTemplate.objects.get(code="commercial-litigation").versions.get()
    data = {"template": chosen.pk, "starts_on": "2026-03-02"}
    look = client.post(address, data).content.decode()
    assert "Early case assessment" in look
    assert "One plaintiff, one forum" in look
    assert not PlanTask.objects.exists()
    client.post(address, data | {"seen": f"{chosen.pk}/2026-03-02"})
    rows = PlanTask.objects.filter(matter=matter)
    assert rows.count() == 18
    assert "As agreed" not in body(client, matter)
    assert rows.get(template_key="hold").starts_on == date(2026, 3, 2)
    assert rows.get(template_key="facts").waits_for.get().before.template_key == "kick-off"
    shown = body(client, matter)
    assert "Commercial litigation, 1" in shown
    rows.filter(template_key="trial").update(days=20)
    make_plan_task(matter, "Extra motion")
    shown = body(client, matter)
    assert "1 added" in shown
    assert "1 changed" in shown


def test_other_types_templates_are_not_offered(signed_in):
    matter = make_matter()
    other = PlanTemplate.objects.get(code="transaction").versions.get()
    answer = signed_in(matter.lead).post(
        url("plan_template", matter), {"template": other.pk, "starts_on": "2026-03-02"}
    )
    assert answer.status_code == 422


def test_who_only_reads_is_offered_nothing(matter, signed_in):
    make_plan_task(matter, "Collect documents")
    shown = body(signed_in(make_person("auditor")), matter)
    assert "Collect documents" in shown
    for words in ("plan/tasks/new", "/move/", "/block/", "/done/"):
        assert words not in shown


def test_behind_a_wall_there_is_no_plan(matter, signed_in):
    row = make_plan_task(matter)
    screened = make_person("legal_project_manager")
    raise_wall(matter, screened)
    client = signed_in(screened)
    assert client.get(url("plan", matter)).status_code == 404
    assert client.get(url("plan_move", matter, row.pk)).status_code == 404
    assert not PlanTask.objects.visible_to(screened).exists()


def test_a_row_of_another_matter_is_absent(matter, signed_in):
    stranger = make_plan_task(make_matter(lead=matter.lead))
    make_planned(matter)
    assert signed_in(matter.lead).get(url("plan_task", matter, stranger.pk)).status_code == 404


@pytest.mark.parametrize("view", ["list", "board", "gantt"])
def test_a_view_costs_the_same_with_one_and_with_many_rows(matter, signed_in, view):
    client = signed_in(matter.lead)
    before = make_plan_task(matter)
    block_task(before, Blocking("court"), actor=matter.lead)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            body(client, matter, view=view)
        return len(captured)

    cost()
    one = cost()
    for _ in range(12):
        before = make_plan_task(matter, "Draft", before)
        block_task(before, Blocking("court"), actor=matter.lead)
    assert cost() == one
