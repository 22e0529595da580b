"""Requests on their pages: asking, the tracker, the queue, moves with their reasons, who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.kernel import clock
from legalops.requests.models import Request
from legalops.requests.selectors.lists import unassigned_for
from legalops.workflows.models import RoutingRule, Run, SlaPolicy
from tests.factories import make_biller, make_firm, make_person, make_request, make_team

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def rosa():
    return make_person("requester", name="Rosa Requester")


@pytest.fixture
def elena():
    return make_person("legal_ops_manager", name="Elena Manager")


def page(request: Request, name: str = "request", *args) -> str:
    return reverse(f"requests:{name}", args=[request.number, *args])


def test_a_requester_asks_and_follows(rosa):
    client = client_of(rosa)
    assert "NDA" in client.get(reverse("requests:new")).content.decode()
    form = {"title": "NDA with Solenta", "description": "Two-way, for a pilot", "needed_by": ""}
    answer = client.post(reverse("requests:ask", args=["nda"]), form)
    made = Request.objects.get()
    assert answer["Location"] == page(made)
    assert made.number.startswith("R-")
    body = client.get(reverse("requests:mine")).content.decode()
    assert "NDA with Solenta" in body
    assert 'aria-current="step">New' in body
    assert "It waits to be taken on." in body


def test_what_is_refused_stands_beside_the_field_with_all_that_was_typed(rosa):
    past = (clock.today() - timedelta(1)).isoformat()
    form = {"title": "NDA", "description": "Two-way", "needed_by": past}
    answer = client_of(rosa).post(reverse("requests:ask", args=["nda"]), form)
    assert answer.status_code == 422
    assert "That day is past." in answer.content.decode()
    assert "Two-way" in answer.content.decode()
    assert not Request.objects.exists()


def test_numbers_go_on_without_gaps(rosa):
    first, second = make_request(rosa), make_request(rosa)
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1


def test_moves_are_buttons_and_those_refused_say_why(rosa, elena):
    request = make_request(rosa)
    body = client_of(elena).get(page(request)).content.decode()
    assert page(request, "move", "take-on") in body
    assert "Only for: The requester." in body
    mine = client_of(rosa).get(page(request)).content.decode()
    assert "Take on" not in mine
    assert page(request, "move", "withdraw") in mine


def test_a_question_stops_for_the_answer_and_shows_it(rosa, elena):
    request = make_request(rosa, assignee=elena)
    works = client_of(elena)
    works.post(page(request, "move", "take-on"), {"seen_stage": "new"})
    empty = works.post(page(request, "move", "ask"), {"seen_stage": "in-progress", "reason": ""})
    assert empty.status_code == 422
    works.post(page(request, "move", "ask"), {"seen_stage": "in-progress", "reason": "Which country?"})
    asks = client_of(rosa)
    assert "Waits for you" in asks.get(reverse("requests:mine")).content.decode()
    assert "Which country?" in asks.get(page(request)).content.decode()
    asks.post(page(request, "move", "answer"), {"seen_stage": "waiting", "reason": "France"})
    request.refresh_from_db()
    assert request.stage_name == "In progress"


def test_a_stale_page_is_told_where_it_is_now(rosa, elena):
    request = make_request(rosa, assignee=elena)
    client = client_of(elena)
    client.post(page(request, "move", "take-on"), {"seen_stage": "new"})
    again = client.post(page(request, "move", "take-on"), {"seen_stage": "new"})
    assert again.status_code == 409
    assert "it is in “In progress” now" in again.content.decode()


def test_the_queue_has_mine_and_nobodys_first(rosa, elena):
    mine, nobodys = make_request(rosa, assignee=elena, title="Mine"), make_request(rosa, title="Nobodys")
    make_request(rosa, assignee=make_person("legal_ops_manager"), title="Others")
    client = client_of(elena)
    body = client.get(reverse("requests:queue")).content.decode()
    assert mine.number in body
    assert nobodys.number in body
    assert "Others" not in body
    assert "Others" in client.get(reverse("requests:queue") + "?show=open").content.decode()
    assert "Next" in client.get(page(mine, "peek")).content.decode()


def test_assigning_tells_who_cannot_take_it(rosa, elena):
    request = make_request(rosa)
    client = client_of(elena)
    refused = client.post(page(request, "assign"), {"person": rosa.pk, "reason": ""})
    assert refused.status_code == 422
    client.post(page(request, "assign"), {"person": elena.pk, "reason": "Mine"})
    request.refresh_from_db()
    assert request.assignee == elena


def test_teams_roles_in_turn_and_people_on_it_see_a_request_and_nobody_else(rosa):
    attorney, other = make_person("attorney", name="In the team"), make_person("attorney", name="Elsewhere")
    team = make_team(attorney)
    request = make_request(rosa)
    Request.objects.filter(pk=request.pk).update(team=team)
    assert client_of(attorney).get(page(request)).status_code == 200
    assert client_of(other).get(page(request)).status_code == 404
    Request.objects.filter(pk=request.pk).update(next_roles=["attorney"])
    assert client_of(other).get(page(request)).status_code == 200
    Request.objects.filter(pk=request.pk).update(restricted=True)
    assert client_of(attorney).get(page(request)).status_code == 404
    assert client_of(make_biller(make_firm())).get(page(request)).status_code in (403, 404)


def test_tasks_and_checklists_are_ticked_on_the_page(rosa, elena):
    request = make_request(rosa, assignee=elena)
    run = Run.objects.get(record_type="request", record_id=request.pk)
    task = run.tasks.create(title="Check the register", made_at=clock.now())
    client = client_of(elena)
    client.post(reverse("workflows:task_done", args=[task.pk]), {"done": "1"})
    task.refresh_from_db()
    assert task.done_by == elena
    assert "Check the register" in client.get(page(request)).content.decode()
    wrong = client.post(page(request, "tick"), {"item": "Not there", "done": "1"})
    assert wrong.status_code == 409


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_pages_take_as_many_queries_for_one_request_as_for_many(rosa, elena):
    RoutingRule.objects.create(record_type="request", name="All", person=elena)
    make_request(rosa)
    pages = [
        (client_of(elena), reverse("requests:queue")),
        (client_of(rosa), reverse("requests:mine")),
    ]
    one = Request.objects.get()
    assert queries(client_of(elena), page(one)) <= 40
    few = [queries(*one) for one in pages]
    for _ in range(20):
        make_request(rosa)
    assert [queries(*one) for one in pages] == few


def test_what_nobody_has_is_marked_filtered_and_counted_in_the_rail(rosa, elena):
    free, taken = make_request(rosa, title="Free"), make_request(rosa, assignee=elena, title="Taken")
    client = client_of(elena)
    at = client.get(reverse("requests:unassigned"))["Location"]
    body = client.get(at).content.decode()
    assert free.number in body
    assert taken.number not in body
    assert "Unassigned</span>" in body
    assert "Unassigned</span>" in client.get(page(free)).content.decode()
    assert unassigned_for(elena) == 1
    assert unassigned_for(rosa) == 1
    make_request(rosa, title="Hidden")
    Request.objects.filter(title="Hidden").update(restricted=True)
    assert unassigned_for(elena) == 1
    counts = client.get(reverse("nav_counts")).content.decode()
    assert 'id="nav-count-requests-unassigned"' in counts


def test_a_move_from_the_queue_leads_back_to_it_with_its_filters(rosa, elena):
    request = make_request(rosa, assignee=elena)
    client, queue = client_of(elena), reverse("requests:queue")
    shown = client.get(page(request, "peek"), headers={"HX-Current-URL": f"http://x{queue}?show=open&q=R"})
    back = "?back=%2Frequests%2F%3Fshow%3Dopen%26q%3DR"
    assert f'{page(request, "move", "take-on")}{back}"' in shown.content.decode()
    assert 'data-key="1"' in shown.content.decode()
    moved = client.post(page(request, "move", "take-on") + back, {"seen_stage": "new"})
    assert moved["Location"] == f"{queue}?show=open&q=R"
    away = page(request, "move", "ask") + "?back=//evil.example/requests/"
    moved = client.post(away, {"seen_stage": "in-progress", "reason": "Which?"})
    assert moved["Location"] == page(request)


def test_a_paused_promise_says_since_when_and_for_whom(rosa, elena):
    SlaPolicy.objects.create(name="Two days", record_type="request", kind="resolution", hours=16)
    request = make_request(rosa, assignee=elena)
    client = client_of(elena)
    client.post(page(request, "move", "take-on"), {"seen_stage": "new"})
    assert "working" in client.get(page(request)).content.decode()
    client.post(page(request, "move", "ask"), {"seen_stage": "in-progress", "reason": "Which?"})
    assert "waiting for the requester" in client.get(page(request)).content.decode()
