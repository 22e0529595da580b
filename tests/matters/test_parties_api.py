"""Parties and conflict checks by program, and names on requests."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.requests.models import Request, RequestType
from legalops.workflows import registry
from legalops.workflows.registry import Situation
from matters.models import ConflictCheck, Party
from matters.services.conflicts import check_matter, check_request, clear_check
from matters.tasks import run_again, screen_request
from tests.factories import make_matter, make_person, make_request
from tests.factories.contacts import make_contact, make_party

pytestmark = pytest.mark.django_db
API = "/api/v1/"


def as_(person) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


def send(client: Client, path: str, data: dict, method: str = "post"):
    return getattr(client, method)(f"{API}{path}", json.dumps(data), content_type="application/json")


def test_a_program_makes_a_card_a_party_and_a_clearance():
    counsel = make_person("general_counsel")
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    matter, client = make_matter(name="New"), as_(counsel)
    card = send(client, "contacts/", {"name": "Baltic Freight SA", "kind": "organisation"})
    assert card.status_code == 201, card.content
    given = {"matter": matter.number, "contact": card.json()["id"], "role": "defendant"}
    party = send(client, "parties/", given)
    assert (party.status_code, party.json()["side"]) == (201, "adverse")
    assert send(client, "parties/", given).status_code == 422
    check = client.get(f"{API}conflict-checks/", {"matter__number": matter.number}).json()["results"][0]
    assert check["out_of_date"]
    assert send(client, f"conflict-checks/{check['id']}/conclude/", {}).status_code == 409
    assert send(client, f"conflict-checks/{check['id']}/run/", {}).json()["state"] == "open"
    (hit,) = client.get(f"{API}conflict-hits/", {"check_of": check["id"]}).json()["results"]
    assert (hit["found"], hit["severity"]) == ("Baltic Freight", "high")
    decided = send(client, f"conflict-hits/{hit['id']}/decide/", {"decision": "none", "reason": "Other"})
    assert decided.json()["decision"] == "none"
    assert send(client, f"conflict-checks/{check['id']}/conclude/", {}).json()["state"] == "cleared"
    changed = send(client, f"parties/{party.json()['id']}/", {"side": "neutral"}, "patch")
    assert changed.json()["side"] == "neutral"
    assert client.delete(f"{API}parties/{party.json()['id']}/").status_code == 204
    assert not Party.objects.filter(matter=matter).exists()


def test_names_on_a_request_are_screened_when_its_type_asks(signed_in, django_capture_on_commit_callbacks):
    make_party(make_matter(name="Old"), "Baltic Freight", "client-entity")
    RequestType.objects.filter(code="contract-review").update(asks_parties=True)
    asker = make_person("requester")
    ask = reverse("requests:ask", args=["contract-review"])
    typed = {"title": "Charter", "description": "Please look", "parties": "Baltic Freight AB\n\nNobody Ltd\n"}
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(asker).post(ask, typed).status_code == 303
    request = Request.objects.get()
    assert request.parties == ["Baltic Freight AB", "Nobody Ltd"]
    screen_request(None, request_id=request.pk)
    check = ConflictCheck.objects.get(request=request)
    assert check.hits.get().found == "Baltic Freight"
    worker = make_person("legal_ops_manager")
    panel = reverse("matters:request_panel", args=[request.number])
    assert "Conflicts: open" in signed_in(worker).get(panel).getvalue().decode()
    assert signed_in(asker).get(panel).status_code in (403, 404)
    too_long = typed | {"parties": "x" * 201}
    assert signed_in(asker).post(ask, too_long).status_code == 422


def test_the_guard_holds_until_the_check_is_cleared():
    counsel = make_person("general_counsel")
    guard = registry.guards("request")["conflicts_cleared"]

    def why(record) -> str:
        return guard.why_not(Situation(record, None, None, counsel, {}), {})

    request = make_request(make_person("requester"))
    assert why(request) == ""
    request.parties = ["Baltic Freight"]
    request.save()
    assert why(request)
    check = check_request(request, actor=counsel)
    assert why(request)
    clear_check(check, actor=counsel)
    assert why(request) == ""
    assert why(make_matter())


def test_a_run_asked_for_is_not_made_twice():
    counsel, matter = make_person("general_counsel"), make_matter()
    make_party(matter, "Baltic Freight", "defendant")
    check = clear_check(check_matter(matter, actor=counsel), actor=counsel)
    assert run_again(None, check_id=check.pk, actor_id=counsel.pk) == {"names": 0}
    check.refresh_from_db()
    assert check.state == "cleared"
    ConflictCheck.objects.update(stale=True)
    assert run_again(None, check_id=check.pk, actor_id=counsel.pk) == {"names": 1}


def test_pages_cost_the_same_with_one_row_and_with_many(signed_in):
    counsel = make_person("general_counsel")
    matter = make_matter(counsel)
    card = make_contact("Baltic Freight", by=counsel)
    make_party(matter, card, "defendant")
    make_party(make_matter(name="Old"), "Baltic Freight AB", "client-entity")
    check = check_matter(matter, actor=counsel)
    client = signed_in(counsel)
    pages = [
        reverse("matters:people", args=[matter.number]),
        reverse("matters:conflict", args=[check.pk]),
        reverse("matters:conflicts"),
    ]
    before = [_queries(client, page) for page in pages]
    for number in range(20):
        make_party(matter, f"Somebody {number}", "witness")
        make_party(make_matter(name=f"Old {number}"), f"Baltic Freight {number}", "client-entity")
        check_matter(make_matter(name=f"Other {number}"), actor=counsel)
    check_matter(matter, actor=counsel)
    assert [_queries(client, page) for page in pages] == before


def _queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
