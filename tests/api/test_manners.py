"""The manners every endpoint keeps: errors, pages, versions, idempotency, visibility, one schema."""

import threading
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legalops.api.models import KeptAnswer
from matters.models import KeyDate, Matter
from tests.factories import make_firm, make_matter, make_person, raise_wall

pytestmark = pytest.mark.django_db
API = "/api/v1/"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"


@pytest.fixture
def manager():
    return make_person("legal_ops_manager")


@pytest.fixture
def client(manager):
    client = Client(raise_request_exception=True)
    client.force_login(manager)
    return client


def opening(**more):
    fields = {
        "name": "Farrow v. Harborview",
        "matter_type": "employment",
        "lead": make_person("attorney").email,
    }
    return {"data": fields | more, "content_type": "application/json"}


def test_opening_reading_and_changing_a_matter(client):
    made = client.post(f"{API}matters/", **opening())
    assert made.status_code == 201
    matter = made.json()
    assert (matter["matter_type"], matter["stage"], matter["version"]) == ("employment", "intake", 1)
    address = f"{API}matters/{matter['number']}/"
    tag = client.get(address)["ETag"]
    change = {"data": {"business_unit": "Retail"}, "content_type": "application/json"}
    assert client.patch(address, **change).status_code == 428
    changed = client.patch(address, **change, headers={"If-Match": tag})
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    moved_on = client.patch(address, **change, headers={"If-Match": tag})
    assert moved_on.status_code == 412
    assert "at version 2" in moved_on.json()["message"]
    moved = client.post(f"{address}stage/", {"stage": "in-progress"}, content_type="application/json")
    assert moved.json()["stage"] == "in-progress"


def test_every_wrong_field_is_named_at_once(client):
    sent = opening(lead="nobody@example.com", matter_type="sorcery", currency="dollars", opened_on="soon")
    answer = client.post(f"{API}matters/", **sent)
    assert answer.status_code == 400
    told = answer.json()
    assert told["code"] == "invalid"
    assert {fault["field"] for fault in told["errors"]} == {"lead", "matter_type", "currency", "opened_on"}


def test_a_refusal_of_a_service_is_told_in_its_words(client):
    firm = make_firm(code="arnsley")
    answer = client.post(f"{API}firms/", {"code": "ARNSLEY", "name": "A"}, content_type="application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, "code")
    assert "is taken" in answer.json()["message"]
    assert type(firm).objects.count() == 1


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("get", "matters/none/", None, 404),
        ("get", "invoices/99999999999999999999999/", None, 404),
        ("get", "key-dates/abc/", None, 404),
        ("get", "matters/?cursor=abc", None, 404),
        ("get", "key-dates/?date__gte=yesterday", None, 400),
        ("post", "matters/", "{", 400),
        ("post", "matters/", "[1]", 400),
        ("post", "matters/", '{"name": "a\\u0000b"}', 400),
        ("post", "matters/", '{"a\\u0000b": "name"}', 400),
        ("post", "matters/", '{"custom": {"claim": ["a\\ud800b"]}}', 400),
        ("delete", "matters/none/", None, 405),
        ("get", "metrics/spend/?from=2026-13", None, 422),
        ("get", "metrics/happiness/", None, 404),
    ],
)
def test_bad_requests_are_answered_in_one_shape(client, method, path, data, status):
    kwargs = {"data": data, "content_type": "application/json"} if data else {}
    answer = getattr(client, method)(f"{API}{path}", **kwargs)
    assert answer.status_code == status
    assert {"code", "message", "field", "errors"} <= answer.json().keys()


def test_text_that_cannot_be_kept_is_named_wherever_it_stands(client):
    client.force_login(make_person("administrator"))
    given = {"conditions": [{"field": "name", "operator": "is", "value": "a\x00b"}]}
    refused = client.post(f"{API}reminder-rules/", given, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (400, "conditions.0.value")


def test_text_of_a_form_that_cannot_be_kept_is_named_too(client):
    refused = client.post(f"{API}matters/", {"name": "a\x00b"})
    assert (refused.status_code, refused.json()["field"]) == (400, "name")


def test_a_repeated_post_is_done_once_and_answered_alike(client):
    sent, headers = opening(), {"Idempotency-Key": "open-1"}
    first = client.post(f"{API}matters/", **sent, headers=headers)
    again = client.post(f"{API}matters/", **sent, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replay"] == "true"
    assert Matter.objects.count() == 1
    other = client.post(f"{API}matters/", **opening(name="Another"), headers=headers)
    assert other.status_code == 409
    assert Matter.objects.count() == 1


def test_a_refused_post_leaves_its_key_free(client):
    headers = {"Idempotency-Key": "open-2"}
    lead = make_person("attorney")
    assert client.post(f"{API}matters/", **opening(lead="x@example.com"), headers=headers).status_code == 400
    assert client.post(f"{API}matters/", **opening(lead=lead.email), headers=headers).status_code == 201
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_one_deed(manager):
    sent = opening()
    answers = []
    barrier = threading.Barrier(2)

    def post():
        client = Client()
        client.force_login(manager)
        barrier.wait()
        answers.append(client.post(f"{API}matters/", **sent, headers={"Idempotency-Key": "race"}))
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Matter.objects.count() == 1


def test_hidden_matters_are_absent_and_cannot_be_named(client, manager):
    matter = make_matter(name="Project Heron")
    raise_wall(matter, manager)
    date = KeyDate.objects.create(matter=matter, name="Hearing", date="2026-12-01", owner=matter.lead)
    assert client.get(f"{API}matters/{matter.number}/").status_code == 404
    assert client.get(f"{API}key-dates/{date.pk}/").status_code == 404
    assert client.get(f"{API}matters/").json()["results"] == []
    new = {"matter": matter.number, "name": "x", "date": "2026-12-02", "owner": manager.email}
    answer = client.post(f"{API}key-dates/", new, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["field"] == "matter"
    assert KeyDate.objects.count() == 1


def test_writing_needs_the_capability_too():
    reader = make_person("auditor")
    client = Client()
    client.force_login(reader)
    matter = make_matter()
    for path in ("matters/", "key-dates/", "budgets/", "engagements/", "firms/", "timekeepers/", "rates/"):
        answer = client.post(f"{API}{path}", {}, content_type="application/json")
        assert (path, answer.status_code) == (path, 403)
    patched = client.patch(f"{API}matters/{matter.number}/", {}, content_type="application/json")
    assert patched.status_code == 403


def test_pages_by_cursor_hold_every_row_once(client):
    for _ in range(7):
        make_matter()
    seen, address = [], f"{API}matters/?page_size=3&ordering=number"
    while address:
        page = client.get(address).json()
        seen += [row["number"] for row in page["results"]]
        address = page["next"]
    assert seen == sorted(Matter.objects.values_list("number", flat=True))


@pytest.mark.parametrize("path", ["matters/", "key-dates/", "matter-members/", "engagements/", "budgets/"])
def test_as_many_queries_for_one_row_as_for_many(client, path):
    counted = []
    for rows in (1, 9):
        for _ in range(rows):
            matter = make_matter(firms=(make_firm(),))
            KeyDate.objects.create(matter=matter, name="Hearing", date="2026-12-01", owner=matter.lead)
        client.get(f"{API}{path}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{API}{path}")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 6


def test_the_committed_schema_is_the_present_one(tmp_path):
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", "--file", str(made), "--validate", "--fail-on-warn")
    assert yaml.safe_load(made.read_text()) == yaml.safe_load(SCHEMA.read_text()), (
        "docs/openapi.yaml is not what the code says; write it anew: "
        "python3 -m legalops.stack manage spectacular --file docs/openapi.yaml"
    )
