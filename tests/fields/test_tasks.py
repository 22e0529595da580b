"""Custom fields on tasks: seen with the record's tasks, filled in, told, taken away, over the API."""

import pytest
from django.test import Client
from django.urls import reverse

from legalops.accounts.system import system_actor
from legalops.exports.contents import tables
from legalops.fields.services import set_values
from legalops.kernel import clock
from legalops.kernel.errors import NotAllowed, NotFound
from legalops.workflows.enums import StageCategory
from legalops.workflows.models import Run, Task, WorkflowVersion
from tests.factories import make_matter, make_person, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def attorney():
    return make_person("attorney")


@pytest.fixture
def request_(attorney):
    return make_request(make_person("requester"), assignee=attorney)


@pytest.fixture
def task(request_, attorney):
    run = Run.objects.get(record_type="request", record_id=request_.pk)
    return Task.objects.create(run=run, title="Call the carrier", assignee=attorney, made_at=clock.now())


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_tasks_fields_stand_on_its_records_page_and_are_filled_in(define, task, request_, attorney):
    define("court_fee", "money", record_type="task", currency="USD", places=2)
    client, page = signed_in(attorney), reverse("requests:request", args=[request_.number])
    edit = reverse("fields:edit", args=["task", task.pk])
    assert edit in client.get(page).content.decode()
    answer = client.post(edit, {"cf_court_fee": "250", "seen": '{"court_fee": null}'})
    assert answer.status_code == 303
    assert "Court fee" in client.get(page).content.decode()
    task.refresh_from_db()
    assert task.custom == {"court_fee": "250.00"}
    history = reverse("fields:history", args=["task", task.pk, "court_fee"])
    assert "250.00" in client.get(history).content.decode()


def test_who_sees_no_record_sees_no_task_and_who_only_asks_fills_in_nothing(define, task, request_):
    define("note", record_type="task")
    stranger, requester = make_person("requester"), request_.requester
    edit = reverse("fields:edit", args=["task", task.pk])
    assert signed_in(stranger).get(edit).status_code == 404
    assert signed_in(requester).get(edit).status_code == 404
    with pytest.raises(NotFound):
        set_values(task, {"note": "x"}, actor=stranger)
    with pytest.raises(NotAllowed):
        set_values(task, {"note": "x"}, actor=requester)
    page = reverse("requests:request", args=[request_.number])
    assert edit not in signed_in(requester).get(page).content.decode()


def test_a_field_may_be_for_tasks_of_one_record_only(define, task, attorney):
    define("of_matters", record_type="task", sub_types=["matter"])
    define("of_requests", record_type="task", sub_types=["request"])
    shown = signed_in(attorney).get(reverse("fields:edit", args=["task", task.pk])).content.decode()
    assert "Of requests" in shown
    assert "Of matters" not in shown


def test_a_task_of_a_hidden_matter_stays_hidden(define, attorney):
    define("note", record_type="task")
    matter = make_matter()
    run = _run_of(matter)
    hidden = Task.objects.create(run=run, title="Hidden", made_at=clock.now())
    edit = reverse("fields:edit", args=["task", hidden.pk])
    assert signed_in(attorney).get(edit).status_code == 404
    assert signed_in(matter.lead).get(edit).status_code == 200


def _run_of(matter) -> Run:
    """The matter's way through its workflow."""
    version = WorkflowVersion.objects.filter(workflow__record_type="matter").earliest("pk")
    run, _made = Run.objects.get_or_create(
        record_type="matter", record_id=matter.pk,
        defaults={
            "version": version, "stage": "open", "stage_name": "Open", "category": StageCategory.OPEN,
            "started_at": clock.now(), "entered_at": clock.now(),
        },
    )  # fmt: skip
    return run


def test_the_api_shows_sets_and_finds_them(define, task, attorney):
    define("note", record_type="task")
    client = signed_in(attorney)
    one = reverse("api:workflow-tasks-detail", args=[task.pk])
    changed = client.patch(one, {"custom": {"note": "Ring"}}, content_type="application/json")
    assert changed.status_code == 200, changed.content
    assert client.get(one).json()["custom"] == {"note": "Ring"}
    found = client.get(reverse("api:workflow-tasks-list"), {"cf_note": "Ring"}).json()
    assert [each["id"] for each in found["results"]] == [task.pk]
    assert client.get(reverse("api:workflow-tasks-list"), {"cf_note": "other"}).json()["results"] == []
    wrong = client.patch(one, {"custom": {"gone": "x"}}, content_type="application/json")
    assert wrong.status_code == 422


def test_exports_have_what_the_person_may_take_away(define, task, attorney):
    define("note", record_type="task")
    define("secret", record_type="task", see_roles=["general_counsel"])
    set_values(task, {"note": "Ring", "secret": "Pelican"}, actor=system_actor("test"))
    for person, kept in (
        (attorney, {"note": "Ring"}),
        (make_person("general_counsel"), {"note": "Ring", "secret": "Pelican"}),
        (make_person("requester"), None),
    ):
        table = next(each for each in tables(person) if each.model is Task)
        rows = [table.shown(row) for row in table.rows.values_list(*table.columns)]
        told = [row[table.columns.index("custom")] for row in rows]
        assert told == ([] if kept is None else [kept])
