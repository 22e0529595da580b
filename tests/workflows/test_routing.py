"""Routing: ordered rules, load, turns, absence, and the screen that says who and why."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from legalops.access.models import Role
from legalops.requests.models import Request
from legalops.workflows import registry
from legalops.workflows.models import RoutingRule
from legalops.workflows.selectors.routing import routing_for
from legalops.workflows.services.routing import route
from tests.factories import make_person, make_request, make_team

pytestmark = pytest.mark.django_db


def rule(position: int, **fields) -> RoutingRule:
    return RoutingRule.objects.create(
        record_type="request", position=position, name=f"Rule {position}", **fields
    )


@pytest.fixture
def attorneys():
    return [make_person("attorney", name=name) for name in ("Ada", "Ben", "Cleo")]


@pytest.fixture
def role():
    return Role.objects.get(code="attorney")


@pytest.fixture
def request_made():
    return make_request(make_person("requester", name="Rosa"))


def test_the_first_rule_that_holds_decides(request_made, attorneys, role):
    ada, ben, _cleo = attorneys
    rule(1, person=ada, conditions=[{"field": "type", "operator": "is", "value": "nda"}])
    rule(2, person=ben, conditions=[{"field": "type", "operator": "is", "value": "question"}])
    rule(3, role=role)
    routing = routing_for(request_made)
    assert [tried.holds for tried in routing.tried] == [False, True]
    assert routing.chosen.person == ben
    assert routing.tried[0].judged[0].sentence == "Request type is NDA"


def test_whoever_has_least_gets_it_and_ties_go_round(attorneys, role):
    ada, ben, cleo = attorneys
    make_request(make_person("requester"), assignee=ada)
    rule(1, role=role)
    given = [make_request(make_person("requester")).assignee for _ in range(5)]
    assert given == [ben, cleo, ada, ben, cleo]


def test_in_turn_follows_the_last_one_whatever_their_load(attorneys, role):
    ada, ben, cleo = attorneys
    for _ in range(3):
        make_request(make_person("requester"), assignee=ben)
    rule(1, role=role, choosing="in_turn")
    assert [make_request(make_person("requester")).assignee for _ in range(4)] == [ada, ben, cleo, ada]


def test_whoever_is_away_gone_or_asked_is_skipped_with_the_reason(attorneys, role, monkeypatch):
    ada, ben, cleo = attorneys
    monkeypatch.setattr(registry, "_absence", [lambda people, on: {ada.pk: "away until 4 December"}])
    rule(1, role=role)
    request = make_request(ben)
    tried = routing_for(request).chosen
    assert [(each.person, each.skipped) for each in tried.candidates] == [
        (ada, "away until 4 December"),
        (ben, "may not work on it"),
        (cleo, ""),
    ]
    assert request.assignee == cleo


def test_a_rule_with_nobody_present_hands_on_to_the_next(attorneys, role, monkeypatch, request_made):
    ada, ben, _cleo = attorneys
    monkeypatch.setattr(registry, "_absence", [lambda people, on: {ada.pk: "on leave"}])
    rule(1, person=ada)
    rule(2, person=ben)
    assert route(request_made, actor=ben).chosen.person == ben


def test_a_rule_may_give_it_to_a_team_and_to_one_of_a_role_in_it(attorneys, role, request_made):
    _ada, ben, _cleo = attorneys
    team = make_team(ben)
    as_team = rule(1, team=team, choosing="team_only")
    assert routing_for(request_made).chosen.team == team
    as_team.delete()
    rule(2, team=team, role=role)
    assert routing_for(request_made).chosen.person == ben


def test_a_rule_with_a_field_that_is_gone_is_passed_over_with_its_fault(attorneys, request_made):
    ada = attorneys[0]
    rule(1, person=ada, conditions=[{"field": "colour", "operator": "is", "value": "red"}])
    rule(2, person=ada)
    routing = routing_for(request_made)
    assert "there is no field “colour”" in routing.tried[0].faults[0]
    assert routing.chosen.person == ada


def test_the_test_screen_says_who_why_and_who_was_skipped(console, admin, attorneys, role, monkeypatch):
    ada, ben, _cleo = attorneys
    request = make_request(admin, title="May we publish")
    monkeypatch.setattr(registry, "_absence", [lambda people, on: {ada.pk: "away until 4 December"}])
    rule(1, person=ben, conditions=[{"field": "type", "operator": "is", "value": "nda"}])
    rule(2, role=role)
    page = console.get(reverse("admin:workflows_routingrule_test") + f"?type=request&record={request.pk}")
    body = page.content.decode()
    assert "would go to Ben, by “Rule 2”. Has least: 0 open assignments." in body
    assert "✗ Request type is NDA" in body
    assert "Ada: skipped, away until 4 December" in body
    assert Request.objects.get(pk=request.pk).assignee is None


def test_facts_can_be_made_up_on_the_test_screen(console, attorneys, role):
    rule(
        1,
        person=attorneys[1],
        conditions=[{"field": "needed_by", "operator": "at_most", "value": "2026-12-24"}],
    )
    test = reverse("admin:workflows_routingrule_test") + "?type=request&try=1&fact-needed_by="
    body = console.get(test + "2026-12-20").content.decode()
    assert "Such a record would go to Ben, by “Rule 1”. Named by the rule." in body
    assert "Nobody would get it" in console.get(test).content.decode()
    assert "is no date" in console.get(test + "soon").content.decode()


def test_the_console_refuses_a_rule_with_a_fault_and_keeps_what_was_typed(console, attorneys):
    form = {
        "name": "Late", "record_type": "request", "position": "1", "is_active": "on",
        "choosing": "least_loaded",
        "conditions-0-join": "and", "conditions-0-field": "needed_by", "conditions-0-operator": "at_most",
        "conditions-0-value": "soon",
    }  # fmt: skip
    add = reverse("admin:workflows_routingrule_add")
    body = console.post(add, form).content.decode()
    assert "“soon” is no date; write it as 2026-11-30." in body
    assert "Say who gets it" in body
    assert 'value="soon"' in body
    form |= {"conditions-0-value": "2026-12-24", "person": str(attorneys[0].pk)}
    assert console.post(add, form).status_code == 302
    assert RoutingRule.objects.get().conditions == [
        {"field": "needed_by", "operator": "at_most", "value": "2026-12-24"}
    ]


@pytest.mark.django_db(transaction=True)
def test_requests_routed_at_once_go_to_different_people():
    people = [make_person("attorney", name=name) for name in ("Ada", "Ben")]
    asker = make_person("requester")
    made = [make_request(asker, kind="question") for _ in range(2)]
    RoutingRule.objects.create(record_type="request", name="All", role=Role.objects.get(code="attorney"))
    barrier = threading.Barrier(2)

    def go(request):
        barrier.wait()
        route(request, actor=asker)
        connections.close_all()

    threads = [threading.Thread(target=go, args=[request]) for request in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = set(Request.objects.values_list("assignee__full_name", flat=True))
    assert given == {person.full_name for person in people}
