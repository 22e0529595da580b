"""Tokens: shown once, limited in scope and time, dead with their person; pages for people and services."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legalops.access.models import Role
from legalops.api.models import ApiToken
from legalops.api.services import issue_token, make_service_account, revoke_token
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
MATTERS = "/api/v1/matters/"


@pytest.fixture
def lead():
    return make_person("attorney", name="Maya Okafor")


def issued(account, *scopes, days=30):
    scopes = scopes or ("matters:read",)
    ending = clock.now() + timedelta(days=days)
    return issue_token(account, name="Report", scopes=scopes, expires_at=ending, actor=account)


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def test_a_token_sees_what_its_person_sees_and_no_more(lead):
    mine, _other = make_matter(lead=lead), make_matter(restricted=True)
    _token, text = issued(lead)
    answer = Client().get(MATTERS, headers=bearer(text))
    assert [row["number"] for row in answer.json()["results"]] == [mine.number]


def test_only_a_hash_is_kept_and_use_is_noted(lead):
    token, text = issued(lead)
    assert text.rpartition("_")[2] not in str(ApiToken.objects.filter(pk=token.pk).values()[0])
    Client().get(MATTERS, headers=bearer(text))
    token.refresh_from_db()
    assert token.last_used_at is not None


def test_what_was_noted_just_now_costs_the_next_request_no_statement(lead):
    _token, text = issued(lead)
    Client().get(MATTERS, headers=bearer(text))
    with CaptureQueriesContext(connection) as queries:
        Client().get(MATTERS, headers=bearer(text))
    assert [each["sql"] for each in queries if each["sql"].startswith("UPDATE")] == []


@pytest.mark.parametrize("spoil", ["expire", "revoke", "leave", "change", "cut"])
def test_a_dead_token_is_told_to_authenticate(lead, spoil):
    token, text = issued(lead)
    if spoil == "expire":
        ApiToken.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    elif spoil == "revoke":
        revoke_token(token, actor=lead)
        revoke_token(token, actor=lead)
        assert AuditEvent.objects.filter(action="api.token.revoked").count() == 1
    elif spoil == "leave":
        lead.is_active = False
        lead.save()
    else:
        text = text[:-1] if spoil == "cut" else f"{text[:-1]}{'A' if text[-1] != 'A' else 'B'}"
    answer = Client().get(MATTERS, headers=bearer(text))
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["message"] == "This token is unknown, expired or revoked."


def test_scopes_bind_beside_the_role(lead):
    matter = make_matter(lead=lead)
    _token, reading = issued(lead, "matters:read")
    _token, writing = issued(lead, "matters:write")
    _token, elsewhere = issued(lead, "vendors:read")
    change = {"data": {"name": "Renamed"}, "content_type": "application/json"}
    address, client = f"{MATTERS}{matter.number}/", Client()
    assert client.get(address, headers=bearer(elsewhere)).status_code == 403
    refused = client.patch(address, **change, headers=bearer(reading) | {"If-Match": "*"})
    assert refused.status_code == 403
    assert client.patch(address, **change, headers=bearer(writing) | {"If-Match": "*"}).status_code == 200
    assert client.get(address, headers=bearer(writing)).json()["name"] == "Renamed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["matters:fly"]}, "scopes"),
        ({"days": 0}, "expires_on"),
        ({"days": 400}, "expires_on"),
    ],
)
def test_what_a_token_cannot_be(lead, change, field):
    given = {"name": "Report", "scopes": ["matters:read"], "days": 30} | change
    ending = clock.now() + timedelta(days=given.pop("days"))
    with pytest.raises(DomainError) as refused:
        issue_token(lead, **given, expires_at=ending, actor=lead)
    assert refused.value.field == field
    assert not ApiToken.objects.exists()


def test_a_person_issues_copies_and_revokes_a_token(lead):
    client = Client()
    client.force_login(lead)
    day = (clock.today() + timedelta(days=10)).isoformat()
    sent = {"name": "Report", "scopes": ["matters:read"], "expires_on": day}
    page = client.post("/account/tokens/new/", sent)
    text = re.search(r"lo_[0-9a-f]{8}_[\w-]+", page.content.decode())[0]
    assert page["Cache-Control"] == "no-store"
    assert Client().get(MATTERS, headers=bearer(text)).status_code == 200
    listed = client.get("/account/tokens/").content.decode()
    assert text not in listed
    assert "Report" in listed
    client.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert Client().get(MATTERS, headers=bearer(text)).status_code == 401


def test_a_past_day_is_refused_beside_its_field_and_the_rest_is_kept(lead):
    client = Client()
    client.force_login(lead)
    sent = {"name": "Month-end report", "scopes": ["matters:read"], "expires_on": "2020-01-01"}
    page = client.post("/account/tokens/new/", sent)
    assert page.status_code == 422
    assert "Choose a day after today" in page.content.decode()
    assert 'value="Month-end report"' in page.content.decode()


def test_a_service_acts_by_its_roles_and_cannot_sign_in():
    admin = make_person("administrator")
    role = Role.objects.get(code="auditor")
    account = make_service_account(name="Finance ERP", roles=[role], actor=admin)
    assert not account.has_usable_password()
    matter = make_matter()
    client = Client()
    client.force_login(admin)
    day = (clock.today() + timedelta(days=10)).isoformat()
    sent = {"name": "ERP", "scopes": ["matters:read"], "expires_on": day}
    page = client.post(f"/account/services/{account.pk}/token/", sent).content.decode()
    text = re.search(r"lo_[0-9a-f]{8}_[\w-]+", page)[0]
    seen = Client().get(MATTERS, headers=bearer(text)).json()["results"]
    assert [row["number"] for row in seen] == [matter.number]
    with pytest.raises(DomainError, match="this name already"):
        make_service_account(name="Finance  ERP", roles=[], actor=admin)
