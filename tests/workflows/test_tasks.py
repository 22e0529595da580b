"""Tasks across records: one list; finished and given away in place; seen with their record and no further."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import waiting_for
from legalops.workflows.services.moving import adopt
from tests.factories import (
    make_biller,
    make_firm,
    make_matter,
    make_person,
    make_request,
    make_team,
    raise_wall,
)

pytestmark = pytest.mark.django_db
LIST = "workflows:tasks"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def elena():
    return make_person("legal_ops_manager", name="Elena Manager")


@pytest.fixture
def rosa():
    return make_person("requester", name="Rosa Requester")


def task_on(record, title: str, person=None, *, due: int | None = None) -> Task:
    run = adopt(record)
    due_on = None if due is None else clock.today() + timedelta(days=due)
    return run.tasks.create(title=title, assignee=person, due_on=due_on, made_at=clock.now())


def listed(person, query: str = "") -> str:
    answer = client_of(person).get(reverse(LIST) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_list_over_matters_and_requests_the_overdue_first(elena, rosa):
    matter, request = make_matter(lead=elena), make_request(rosa, assignee=elena)
    task_on(matter, "Later", elena, due=5)
    task_on(request, "Undated", elena)
    task_on(request, "Late", elena, due=-2)
    done = task_on(request, "Finished long ago", elena)
    Task.objects.filter(pk=done.pk).update(done_at=clock.now(), done_by=elena)
    body = listed(elena)
    places = [body.index(each) for each in ("Late<", "Later<", "Undated<")]
    assert places == sorted(places)
    assert "Overdue, " in body
    assert f"{matter.number} {matter.name}" in body
    assert f"{request.number} {request.title}" in body
    assert "Finished long ago" not in body
    assert "Finished long ago" in listed(elena, "?done=true")
    assert waiting_for(elena) == 3


def test_mine_my_teams_and_all_with_filters_in_the_address(elena, rosa):
    mate, other = make_person("attorney", name="Mate"), make_person("attorney", name="Other")
    make_team(elena, mate)
    request = make_request(rosa, assignee=elena)
    for title, person in (("Own one", elena), ("Of a mate", mate), ("Of another", other), ("Nobodys", None)):
        task_on(request, title, person, due=-1 if person == mate else None)
    assert shown(listed(elena)) == {"Own one"}
    assert shown(listed(elena, "?show=team")) == {"Own one", "Of a mate"}
    assert shown(listed(elena, "?show=all")) == {"Own one", "Of a mate", "Of another", "Nobodys"}
    assert shown(listed(elena, "?show=all&who=nobody")) == {"Nobodys"}
    assert shown(listed(elena, "?show=all&overdue=true")) == {"Of a mate"}
    assert shown(listed(elena, "?show=all&q=another")) == {"Of another"}
    assert shown(listed(elena, f"?show=all&q={request.number}&kind=matter")) == set()
    assert shown(listed(elena, f"?show=all&assignee={other.pk}")) == {"Of another"}


def shown(body: str) -> set[str]:
    return {each for each in ("Own one", "Of a mate", "Of another", "Nobodys") if f">{each}<" in body}


def test_a_task_is_finished_and_reopened_in_place_and_leads_back_to_the_filtered_list(elena, rosa):
    request = make_request(rosa, assignee=elena)
    task, client = task_on(request, "Check it", elena), client_of(elena)
    done, back = reverse("workflows:task_done", args=[task.pk]), reverse(LIST) + "?show=all"
    answer = client.post(done, {"done": "1"}, headers={"Referer": f"http://testserver{back}"})
    assert answer["Location"] == back
    task.refresh_from_db()
    assert task.done_by == elena
    away = client.post(done, headers={"Referer": "http://evil.example/tasks/?x=1"})
    assert away["Location"] == reverse(LIST)
    task.refresh_from_db()
    assert task.done_at is None
    assert AuditEvent.objects.filter(action="workflows.task.reopened", subject_id=request.pk).count() == 1


def test_several_are_finished_at_once_and_those_refused_are_named(elena, rosa):
    request, vera = make_request(rosa, assignee=elena), make_person("auditor", name="Vera Auditor")
    matter = make_matter()
    tasks = [task_on(request, "One", elena), task_on(request, "Two", elena)]
    client_of(elena).post(reverse("workflows:finish_many"), {"selected": [each.pk for each in tasks]})
    assert waiting_for(elena) == 0
    hers, not_hers = task_on(matter, "Hers", vera), task_on(matter, "Not hers", elena)
    client = client_of(vera)
    client.post(reverse("workflows:finish_many"), {"selected": [hers.pk, not_hers.pk]})
    assert list(Task.objects.filter(done_at=None)) == [not_hers]
    assert "“Not hers” is for whoever has it" in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse("workflows:task_done", args=[not_hers.pk]), {"done": "1"}).status_code == 403


def test_a_task_is_given_to_somebody_who_sees_its_record(elena, rosa):
    request, blind = make_request(rosa, assignee=elena), make_person("attorney", name="Blind")
    grace = make_person("general_counsel", name="Grace Counsel")
    task, client = task_on(request, "Check it", elena), client_of(elena)
    assign = reverse("workflows:task_assign", args=[task.pk])
    assert "Grace Counsel" in client.get(assign).content.decode()
    refused = client.post(assign, {"person": blind.pk})
    assert refused.status_code == 422
    assert "Blind does not see this record." in refused.content.decode()
    assert client.post(assign, {"person": grace.pk}).status_code == 303
    task.refresh_from_db()
    assert task.assignee == grace
    event = AuditEvent.objects.get(action="workflows.task.reassigned")
    assert (event.before["for"], event.after["for"]) == ("Elena Manager", "Grace Counsel")
    client.post(assign, {"person": ""})
    task.refresh_from_db()
    assert task.assignee is None


def test_a_task_is_as_hidden_as_its_record(elena, rosa):
    matter = make_matter()
    task = task_on(matter, "Walled off", elena)
    assert "Walled off" in listed(elena)
    raise_wall(matter, elena)
    assert "Walled off" not in listed(elena, "?show=all")
    assert waiting_for(elena) == 0
    for name in ("task_record", "task_assign"):
        assert client_of(elena).get(reverse(f"workflows:{name}", args=[task.pk])).status_code == 404
    assert client_of(elena).post(reverse("workflows:task_done", args=[task.pk])).status_code == 404
    assert not Task.objects.visible_to(make_biller(make_firm())).exists()


def test_the_list_asks_as_much_for_one_task_as_for_many(elena, rosa):
    request, matter, client = make_request(rosa, assignee=elena), make_matter(), client_of(elena)
    task_on(request, "First", elena, due=1)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse(LIST) + "?show=all")
        return len(caught)

    asked()
    one = asked()
    for number in range(30):
        task_on(matter if number % 2 else request, f"Task {number}", elena, due=number)
    assert asked() == one <= 14


def test_tasks_are_exported_plain(elena, rosa):
    task_on(make_request(rosa, assignee=elena, title="May we"), "Check it", elena, due=1)
    answer = client_of(elena).get(reverse(LIST) + "?show=all&export=csv")
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    assert "Check it" in text
    assert "Elena Manager" in text
    assert "<" not in text
