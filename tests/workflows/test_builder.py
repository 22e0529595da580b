"""The builder in the console: rows to a workflow, faults by place, dry run, versions, copies, migration."""

from dataclasses import replace

import pytest
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.jobs import run_pending
from legalops.requests.models import Request
from legalops.workflows.machine import Guard, read
from legalops.workflows.models import Run, Workflow
from legalops.workflows.services import move
from legalops.workflows.services.authoring import save_draft
from legalops.workflows.shipped import nda
from tests.factories import make_person, make_request

pytestmark = pytest.mark.django_db


def rows(stages: list[dict], ways: list[dict]) -> dict:
    """The builder's form as a browser sends it."""
    data: dict = {}
    for prefix, group in (("stage", stages), ("way", ways)):
        for number, row in enumerate([*group, {}]):
            for name, value in ({"code": ""} | row).items():
                data[f"{prefix}-{number}-{name}"] = value
    return data


STAGES = [
    {"name": "New"},
    {"name": "Manager approval", "checklist": "Budget checked\nVendor known"},
    {"name": "Counsel approval"},
    {"name": "Done", "category": "closed"},
]
WAYS = [
    {"label": "Submit", "source": "New", "target": "Manager approval", "who": ["is:requester"]},
    {
        "label": "Approve", "source": "Manager approval", "target": "counsel approval",
        "who": ["role:finance", "role:attorney"], "guard": ["checklist", "not_requester"],
        "field": ["needed_by"],
    },
    {"label": "Approve", "source": "Counsel approval", "target": "Done", "who": ["role:general_counsel"]},
    {
        "label": "Send back", "source": "Counsel approval", "target": "New", "who": ["role:general_counsel"],
        "reason": "required", "reasons": "Too costly\nUnclear",
    },
]  # fmt: skip


@pytest.fixture
def made(console) -> Workflow:
    """A workflow made in the console from nothing."""
    form = {"name": "Purchases", "serves": "request:contract-review", "begin": ""}
    answer = console.post(reverse("admin:workflows_workflow_add"), form)
    workflow = Workflow.objects.get(name="Purchases")
    assert answer["Location"] == builder(workflow)
    return workflow


def builder(workflow: Workflow) -> str:
    return reverse("admin:workflows_workflow_change", args=[workflow.pk])


def draft(workflow: Workflow):
    return read(workflow.versions.get(state="draft").definition)


def test_a_workflow_with_two_approvals_is_built_from_nothing_and_published(console, made):
    answer = console.post(builder(made), rows(STAGES, WAYS) | {"publish": "1"})
    assert answer.status_code == 302
    definition = read(made.versions.get(state="published").definition)
    assert [stage.code for stage in definition.stages] == [
        "new", "manager-approval", "counsel-approval", "done",
    ]  # fmt: skip
    approve = definition.transitions[1]
    assert (approve.source, approve.target) == ("manager-approval", "counsel-approval")
    assert approve.guards == (
        Guard("checklist"),
        Guard("not_requester"),
        Guard("required_fields", {"fields": ["needed_by"]}),
    )
    assert len({way.code for way in definition.transitions}) == 4
    assert definition.transitions[3].reasons == ("Too costly", "Unclear")
    event = AuditEvent.objects.get(action="workflows.version.published", subject_id=made.pk)
    assert str(event.actor) == "Sam Admin"


def test_faults_stand_at_their_rows_and_nothing_typed_is_lost(console, made):
    broken = [*WAYS[:2], {**WAYS[2], "who": []}]
    answer = console.post(builder(made), rows([*STAGES, {"name": "Parked"}], broken) | {"publish": "1"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Stage 5 “Parked”: no way leads here. Add a transition to it or take it out." in body
    assert "Transition 3 “Approve”: nobody may make it. Choose who may." in body
    assert 'value="Parked"' in body
    assert not made.versions.filter(state="published").exists()
    assert made.versions.get().state == "draft"


def test_checking_and_trying_save_nothing(console, made):
    before = made.versions.get().definition
    for button in ("check", "try"):
        body = console.post(builder(made), rows(STAGES, WAYS) | {button: "1"}).content.decode()
        assert "Nothing to mend" in body
    assert made.versions.get().definition == before


def test_the_diagram_follows_what_is_typed(console, made):
    look = reverse("admin:workflows_workflow_look", args=[made.pk])
    body = console.post(look, rows(STAGES, WAYS)).content.decode()
    assert "<svg" in body
    assert "Manager approval" in body
    assert console.get(look).status_code == 404


def test_what_is_saved_is_shown_and_saved_again_unchanged(console, made):
    console.post(builder(made), rows(STAGES, WAYS) | {"save": "1"})
    before, page = draft(made), console.get(builder(made)).content.decode()
    assert "Budget checked\nVendor known" in page
    again = rows(
        [{"code": s.code, "name": s.name, "category": s.category.value, "checklist": "\n".join(s.checklist)}
         for s in before.stages],
        [{"code": w.code, "label": w.label, "source": w.source, "target": w.target, "who": list(w.who),
          "guard": [g.kind for g in w.guards if g.kind != "required_fields"], "reason": w.reason.value,
          "field": [f for g in w.guards for f in g.settings.get("fields", ())],
          "reasons": "\n".join(w.reasons)}
         for w in before.transitions],
    )  # fmt: skip
    console.post(builder(made), again | {"save": "1"})
    assert draft(made) == before


def test_a_renamed_stage_keeps_its_code_and_so_its_transitions(console, made):
    console.post(builder(made), rows(STAGES, WAYS) | {"save": "1"})
    stages = [{"code": s.code, "name": s.name, "category": s.category.value} for s in draft(made).stages]
    stages[1]["name"] = "Budget approval"
    ways = [
        {"code": w.code, "label": w.label, "source": w.source, "target": w.target, "who": list(w.who)}
        for w in draft(made).transitions
    ]
    console.post(builder(made), rows(stages, ways) | {"save": "1"})
    assert draft(made).stage("manager-approval").name == "Budget approval"
    assert draft(made).transitions[0].target == "manager-approval"


def test_conditions_of_a_transition_are_kept_in_the_draft(console, made):
    console.post(builder(made), rows(STAGES, WAYS) | {"save": "1"})
    page = reverse("admin:workflows_workflow_conditions", args=[made.pk, draft(made).transitions[0].code])
    assert console.get(page).status_code == 200
    wrong = {
        "conditions-0-field": "needed_by", "conditions-0-operator": "above", "conditions-0-value": "x",
    }  # fmt: skip
    assert "is no date" in console.post(page, wrong).content.decode()
    assert console.post(page, wrong | {"conditions-0-value": "2026-12-01"}).status_code == 302
    guard = draft(made).transitions[0].guards[-1]
    assert guard.settings["conditions"] == [
        {"field": "needed_by", "operator": "above", "value": "2026-12-01"}
    ]


def test_versions_are_listed_with_who_and_brought_back(console, workflow, admin):
    later = replace(nda(), transitions=nda().transitions[:-1])
    stages = tuple(stage for stage in later.stages if stage.code != "withdrawn")
    save_draft(workflow, replace(later, stages=stages), actor=admin)
    page = console.get(builder(workflow)).content.decode()
    assert "Stage “Withdrawn” is taken out." in page
    console.post(reverse("admin:workflows_workflow_restore", args=[workflow.pk, 1]))
    assert draft(workflow) == nda()
    console.post(reverse("admin:workflows_workflow_drop", args=[workflow.pk]))
    assert not workflow.versions.filter(state="draft").exists()


def test_a_copy_serves_another_type(console, workflow):
    page = reverse("admin:workflows_workflow_copy", args=[workflow.pk])
    assert console.post(page, {"name": "Copied", "sub_type": "question"}).status_code == 302
    assert draft(Workflow.objects.get(sub_type="question")) == nda()
    assert console.post(page, {"name": "Again", "sub_type": "question"}).status_code == 422


def test_the_dry_run_says_which_live_records_would_be_stuck(console, workflow, ask, cast, everyone_to, admin):
    everyone_to(cast["maya"])
    stuck, fits = ask(cast["rosa"]), ask(cast["rosa"])
    move(stuck, "take-on", actor=cast["maya"])
    assert fits.stage == "new"
    console.post(builder(workflow), rows(STAGES, WAYS) | {"save": "1"})
    body = console.get(builder(workflow) + "?try").content.decode()
    assert "1 of 2 open records fit. Nothing was changed." in body
    assert "Stuck: the stage is gone." in body


def test_live_records_move_to_the_new_version_by_a_job(console, workflow, ask, cast, everyone_to, admin):
    everyone_to(cast["maya"])
    request, ended = ask(cast["rosa"]), ask(cast["rosa"])
    move(request, "take-on", actor=cast["maya"])
    move(ended, "withdraw", actor=cast["rosa"])
    console.post(builder(workflow), rows(STAGES, WAYS) | {"publish": "1"})
    page = reverse("admin:workflows_workflow_migrate", args=[workflow.pk])
    refused = console.post(page, {})
    assert refused.status_code == 422
    assert "Choose where the records in these stages go: Drafting." in refused.content.decode()
    assert console.post(page, {"to-drafting": "manager-approval"}).status_code == 302
    run_pending()
    request.refresh_from_db()
    run = Run.objects.get(record_id=request.pk, record_type="request")
    assert (request.stage_name, run.version.number) == ("Manager approval", 2)
    assert request.next_roles == ["attorney", "finance"]
    assert Run.objects.get(record_id=ended.pk, record_type="request").version.number == 1
    assert AuditEvent.objects.filter(action="workflows.record.migrated").count() == 1
    run_pending()
    assert AuditEvent.objects.filter(action="workflows.record.migrated").count() == 1


def test_only_people_who_configure_open_the_builder(client, workflow):
    client.force_login(make_person("auditor", is_staff=True))
    assert client.get(builder(workflow)).status_code == 403
    client.force_login(make_person("attorney"))
    assert client.get(builder(workflow)).status_code == 302


def test_the_list_takes_as_many_queries_for_one_as_for_many(console, workflow, django_assert_num_queries):
    make_request(make_person("requester"))
    page = reverse("admin:workflows_workflow_changelist")
    console.get(page)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        console.get(page)
    for number in range(8):
        Workflow.objects.create(
            code=f"w{number}", name=f"W {number}", record_type="request", sub_type=f"t{number}"
        )
    with CaptureQueriesContext(connection) as many:
        body = console.get(page).content.decode()
    assert "Version 1" in body
    assert len(many) <= len(few) + 8  # the names of sub-types that are no longer there
    assert Request.objects.count() == 1
