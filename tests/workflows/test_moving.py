"""Records on their workflow: moves by role, guards that explain, passages, entry actions and their log."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from legalops.access.models import Role
from legalops.audit.models import AuditEvent
from legalops.automation.models import AutomationRun
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.workflows.machine import Action, Guard, read
from legalops.workflows.models import ActionRun, Run, TaskTemplate
from legalops.workflows.selectors.runs import moves_for
from legalops.workflows.services import move
from legalops.workflows.services.authoring import publish, save_draft
from legalops.workflows.services.automation import replay
from legalops.workflows.services.tasks import set_task_done, set_ticked
from legalops.workflows.shipped import nda
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_a_request_with_two_approvals_is_run_by_three_roles(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["rosa"])
    assert (request.stage_name, request.assignee) == ("New", cast["maya"])
    move(request, "take-on", actor=cast["maya"])
    move(request, "ask", actor=cast["maya"], reason="Which side discloses?")
    move(request, "answer", actor=cast["rosa"], reason="Both")
    for item in ("Counterparty checked", "Our template used"):
        set_ticked(request, item, True, actor=cast["maya"])
    move(request, "submit", actor=cast["maya"])
    move(request, "approve-legal", actor=cast["otto"])
    move(request, "approve-gc", actor=cast["grace"])
    move(request, "signed", actor=cast["maya"])
    request.refresh_from_db()
    assert (request.stage_name, request.category) == ("Done", "closed")
    assert request.closed_at is not None
    run = Run.objects.get(record_type="request", record_id=request.pk)
    assert [passage.to_name for passage in run.passages.all()] == [
        "New", "Drafting", "Waiting for the requester", "Drafting", "Legal approval",
        "General counsel approval", "Signing", "Done",
    ]  # fmt: skip
    assert AuditEvent.objects.filter(action="workflows.record.moved", subject_id=request.pk).count() == 7


def test_a_move_says_why_it_cannot_be_made(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["rosa"])
    move(request, "take-on", actor=cast["maya"])
    moves = {each.code: each for each in moves_for(request, cast["maya"])}
    assert moves["submit"].why_not == "On the checklist: Counterparty checked; Our template used."
    assert moves["ask"].allowed
    assert moves["withdraw"].why_not == "Only for: The requester."
    with pytest.raises(DomainError, match="Counterparty checked"):
        move(request, "submit", actor=cast["maya"])
    with pytest.raises(NotAllowed):
        move(request, "withdraw", actor=cast["maya"])


def test_whoever_asked_or_sent_it_does_not_approve_it(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["otto"])
    move(request, "take-on", actor=cast["maya"])
    for item in ("Counterparty checked", "Our template used"):
        set_ticked(request, item, True, actor=cast["maya"])
    move(request, "submit", actor=cast["maya"])
    with pytest.raises(DomainError, match="Whoever asked cannot decide this"):
        move(request, "approve-legal", actor=cast["otto"])
    with pytest.raises(DomainError, match="You made the last move"):
        move(request, "approve-legal", actor=cast["maya"])


def test_a_reason_is_asked_for_and_only_the_listed_ones_count(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["rosa"])
    with pytest.raises(DomainError, match="Say why") as refused:
        move(request, "decline", actor=cast["maya"])
    assert refused.value.field == "reason"
    with pytest.raises(DomainError, match="is not one of the reasons"):
        move(request, "decline", actor=cast["maya"], reason="Too busy")
    move(request, "decline", actor=cast["maya"], reason="Not needed")
    request.refresh_from_db()
    assert request.stage == "declined"


def test_two_clicks_make_one_move_and_a_stale_page_is_told(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["rosa"])
    move(request, "take-on", actor=cast["maya"], seen_stage="new")
    with pytest.raises(Conflict, match="it is in “Drafting” now"):
        move(request, "take-on", actor=cast["maya"], seen_stage="new")
    with pytest.raises(Conflict, match="From “Drafting” that move cannot be made"):
        move(request, "take-on", actor=cast["maya"])


def test_whoever_does_not_see_the_request_cannot_move_it(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    request = ask(cast["rosa"])
    with pytest.raises(NotFound):
        move(request, "withdraw", actor=make_person("requester"))


def test_the_time_in_each_stage_is_kept(workflow, cast, ask, everyone_to):
    everyone_to(cast["maya"])
    begin = clock.now()
    with clock.frozen(begin):
        request = ask(cast["rosa"])
    with clock.frozen(begin + timedelta(hours=5)):
        passage = move(request, "take-on", actor=cast["maya"])
    assert passage.spent == timedelta(hours=5)


def test_a_live_request_stays_on_its_version(workflow, cast, admin, ask, everyone_to, change):
    everyone_to(cast["maya"])
    before = ask(cast["rosa"])
    definition = nda()
    renamed = tuple(replace(s, name="Writing") if s.code == "drafting" else s for s in definition.stages)
    change(workflow, replace(definition, stages=renamed))
    after = ask(cast["rosa"])
    for request in (before, after):
        move(request, "take-on", actor=cast["maya"])
        request.refresh_from_db()
    assert (before.stage_name, after.stage_name) == ("Drafting", "Writing")


def test_tasks_of_a_template_are_made_once_however_often_the_stage_is_entered(
    workflow, cast, admin, ask, everyone_to, change
):
    everyone_to(cast["maya"])
    template = TaskTemplate.objects.create(code="nda", name="NDA tasks")
    template.items.create(title="Check sanctions list", due_days=1)
    definition = nda()
    stages = tuple(
        replace(s, actions=(Action("apply_tasks", {"template": "nda"}),)) if s.code == "drafting" else s
        for s in definition.stages
    )
    ways = tuple(
        replace(t, guards=(*t.guards, Guard("no_open_tasks"))) if t.code == "submit" else t
        for t in definition.transitions
    )
    change(workflow, replace(definition, stages=stages, transitions=ways))
    request = ask(cast["rosa"])
    move(request, "take-on", actor=cast["maya"])
    move(request, "ask", actor=cast["maya"], reason="Who?")
    move(request, "answer", actor=cast["rosa"], reason="Us")
    run = Run.objects.get(record_id=request.pk)
    task = run.tasks.get()
    assert (task.assignee, task.title) == (cast["maya"], "Check sanctions list")
    moves = {each.code: each for each in moves_for(request, cast["maya"])}
    assert "1 task is open." in moves["submit"].why_not
    set_task_done(request, task, True, actor=cast["maya"])
    moves = {each.code: each for each in moves_for(request, cast["maya"])}
    assert "task" not in moves["submit"].why_not


def test_an_action_that_fails_leaves_the_move_and_is_run_again(workflow, cast, admin, ask, everyone_to):
    gone = everyone_to(make_person("attorney", name="Gone", is_active=False))
    request = ask(cast["rosa"])
    failed = ActionRun.objects.get()
    assert (failed.state, request.stage_name) == ("failed", "New")
    assert "No routing rule gives it to anybody" in failed.error
    gone.person = cast["maya"]
    gone.save()
    done = replay(failed, actor=admin)
    request.refresh_from_db()
    assert (done.state, done.attempts, request.assignee) == ("done", 2, cast["maya"])
    assert "Given to Maya Attorney by “All”" in done.effect
    with pytest.raises(Conflict):
        replay(failed, actor=admin)


def test_required_fields_and_conditions_guard_a_move(workflow, cast, admin, ask, everyone_to, change):
    everyone_to(cast["maya"])
    definition = nda()
    guards = (
        Guard("required_fields", {"fields": ["needed_by"]}),
        Guard("conditions", {"conditions": [{"field": "restricted", "operator": "is", "value": "true"}]}),
    )
    ways = tuple(replace(t, guards=guards) if t.code == "take-on" else t for t in definition.transitions)
    change(workflow, replace(definition, transitions=ways))
    request = ask(cast["rosa"])
    why = {each.code: each for each in moves_for(request, cast["maya"])}["take-on"].why_not
    assert why == "Fill in first: Needed by. Does not hold yet: Restricted is yes."


def test_publishing_a_faulty_draft_is_refused_with_its_places(workflow, admin):
    definition = nda()
    save_draft(workflow, replace(definition, transitions=definition.transitions[:3]), actor=admin)
    with pytest.raises(DomainError, match="“Legal approval”: no way leads here"):
        publish(workflow, actor=admin)
    bad = tuple(
        replace(t, guards=(Guard("required_fields", {"fields": ["colour"]}),)) if t.code == "submit" else t
        for t in definition.transitions
    )
    save_draft(workflow, replace(definition, transitions=bad), actor=admin)
    with pytest.raises(DomainError, match="there is no field “colour”"):
        publish(workflow, actor=admin)
    assert read(workflow.versions.get(state="published").definition) == definition


def test_every_shipped_role_that_a_workflow_names_exists():
    named = {who for way in nda().transitions for who in way.who if who.startswith("role:")}
    assert {who.removeprefix("role:") for who in named} <= set(Role.objects.values_list("code", flat=True))


def test_a_failed_action_is_found_in_the_log_and_run_again_once(
    console, workflow, cast, ask, everyone_to, client
):
    gone = everyone_to(make_person("attorney", name="Gone", is_active=False))
    request = ask(cast["rosa"])
    row = AutomationRun.objects.get(kind="entry_action")
    log = reverse("admin:automation_automationrun_changelist")
    assert "No routing rule gives it" in console.get(f"{log}?outcome__exact=failed").content.decode()
    assert "No routing rule" not in console.get(f"{log}?record_type=matter").content.decode()
    page = reverse("admin:automation_automationrun_change", args=[row.pk])
    again = reverse("admin:automation_automationrun_again_here", args=[row.pk])
    assert again in console.get(page).content.decode()
    assert "with the input it had?" in console.get(again).content.decode()
    row.refresh_from_db()
    assert row.attempts == 1
    gone.person = cast["maya"]
    gone.save()
    for _time in range(2):
        assert console.post(again)["Location"] == page
    row.refresh_from_db()
    assert (row.outcome, row.attempts) == ("done", 2)
    shown = console.get(page).content.decode()
    assert "It has been done meanwhile." in shown
    assert again not in shown
    request.refresh_from_db()
    assert request.assignee == cast["maya"]
    client.force_login(cast["maya"])
    assert client.post(again).status_code in (302, 403)
