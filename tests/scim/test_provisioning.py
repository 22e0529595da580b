"""SCIM as directories speak it: the payloads of Entra ID and Okta, and what they may not do."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.scim.models import ScimGroup
from legalops.scim.services.tokens import issue_token, revoke_token
from tests.factories import make_biller, make_firm, make_person, make_team
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
BASE = "/scim/v2"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
# As Okta creates a person.
OKTA_USER = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "Ada.Byron@harborview.example",
    "name": {"givenName": "Ada", "familyName": "Byron"},
    "emails": [{"primary": True, "value": "ada.byron@harborview.example", "type": "work"}],
    "displayName": "Ada Byron",
    "locale": "en-US",
    "externalId": "00ujl29u0le5T6Aj10h7",
    "groups": [],
    "password": "ignored-Passw0rd",
    "active": True,
}


class Directory:
    """A directory with its token."""

    def __init__(self, secret: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {secret}"}

    def call(self, method: str, path: str, body=None, **headers):
        data = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"{BASE}{path}", data, "application/scim+json", headers=self.headers | headers
        )

    def patch(self, path: str, *operations, **headers):
        return self.call("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)


@pytest.fixture
def administrator():
    return make_person("administrator", email="admin@harborview.example")


@pytest.fixture
def directory(administrator):
    _token, secret = issue_token(
        name="Okta", expires_at=clock.now() + timedelta(days=90), actor=administrator
    )
    return Directory(secret)


def created(directory: Directory, **changes) -> dict:
    answer = directory.call("POST", "/Users", OKTA_USER | changes)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_okta_looks_creates_and_finds_again(directory):
    query = "/Users?filter=userName%20eq%20%22Ada.Byron%40harborview.example%22&startIndex=1&count=100"
    assert directory.call("GET", query).json()["totalResults"] == 0
    made = created(directory)
    person = User.objects.get(email="ada.byron@harborview.example")
    assert (made["id"], made["active"], made["externalId"]) == (str(person.pk), True, OKTA_USER["externalId"])
    assert not person.has_usable_password()
    assert not person.role_assignments.exists()
    found = directory.call("GET", query).json()
    assert (found["totalResults"], found["Resources"][0]["id"]) == (1, made["id"])
    assert directory.call("POST", "/Users", OKTA_USER).json()["scimType"] == "uniqueness"


def test_okta_switches_off_and_sessions_end_at_once(directory):
    person = make_person("attorney", email="leaver@harborview.example")
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.get("/matters/mine/").status_code == 200
    answer = directory.patch(f"/Users/{person.pk}", {"op": "replace", "value": {"active": False}})
    assert answer.json()["active"] is False
    assert client.get("/matters/mine/").status_code == 302
    assert AuditEvent.objects.get(action="governance.person.left").actor.email == "scim@system.invalid"
    directory.patch(f"/Users/{person.pk}", {"op": "replace", "value": {"active": True}})
    assert User.objects.get(pk=person.pk).is_active


def test_entra_patches_with_capital_letters_paths_and_text_for_truth(directory):
    person = User.objects.get(pk=created(directory)["id"])
    answer = directory.patch(
        f"/Users/{person.pk}",
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "Replace", "path": "name.familyName", "value": "Lovelace"},
        {"op": "Add", "path": "title", "value": "Counsel"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "ada@harborview.example"},
        {
            "op": "Add",
            "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "value": "Legal",
        },
    )
    assert answer.status_code == 200, answer.content
    person.refresh_from_db()
    assert (person.full_name, person.job_title, person.is_active) == ("Ada Lovelace", "Counsel", False)


def test_groups_are_teams_and_may_give_a_role(directory):
    first, second = make_person(), make_person()
    body = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": "Disputes",
        "members": [{"value": str(first.pk)}],
    }
    group = directory.call("POST", "/Groups", body).json()
    ScimGroup.objects.update(role=Role.objects.get(code="attorney"))
    path = f"/Groups/{group['id']}"
    directory.patch(path, {"op": "Add", "path": "members", "value": [{"value": str(second.pk)}]})
    assert set(Team.objects.get(name="Disputes").members.all()) == {first, second}
    assert [one.role.code for one in second.role_assignments.all()] == ["attorney"]
    directory.patch(path, {"op": "remove", "path": f'members[value eq "{second.pk}"]'})
    directory.patch(path, {"op": "Remove", "path": "members", "value": [{"value": str(first.pk)}]})
    assert not Team.objects.get(name="Disputes").members.exists()
    assert not second.role_assignments.exists()
    directory.patch(path, {"op": "replace", "value": {"id": group["id"], "displayName": "Litigation"}})
    assert directory.call("GET", path + "?excludedAttributes=members").json()["displayName"] == "Litigation"
    assert directory.call("DELETE", path).status_code == 204
    assert Team.objects.filter(name="Litigation").exists()


def test_a_deleted_person_is_gone_for_the_directory_and_kept_here(directory):
    made = created(directory)
    assert directory.call("DELETE", f"/Users/{made['id']}").status_code == 204
    assert directory.call("GET", f"/Users/{made['id']}").status_code == 404
    assert User.objects.get(pk=made["id"]).is_active is False


def test_what_has_changed_since_it_was_read_is_not_overwritten(directory):
    made = created(directory)
    path, old = f"/Users/{made['id']}", made["meta"]["version"]
    assert directory.call("GET", path, **{"If-None-Match": old}).status_code == 304
    directory.patch(path, {"op": "replace", "path": "title", "value": "Counsel"})
    answer = directory.call("PUT", path, OKTA_USER, **{"If-Match": old})
    assert answer.status_code == 412
    assert directory.call("PUT", path, OKTA_USER).status_code == 200


def test_pages_are_counted_from_one(directory):
    for _ in range(3):
        make_person()
    page = directory.call("GET", "/Users?startIndex=2&count=2").json()
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (4, 2, 2)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/Users?filter=userName%20sw%20%22a%22", 400, "invalidFilter"),
        ("/Users?filter=nickName%20eq%20%22a%22", 400, "invalidFilter"),
        ("/Users?count=many", 400, "invalidValue"),
        ("/Users/0", 404, None),
        ("/Groups/nobody", 404, None),
        ("/Schemas/urn:unknown", 404, None),
    ],
)
def test_faults_are_told_in_scims_own_form(directory, path, status, kind):
    answer = directory.call("GET", path)
    body = answer.json()
    assert (answer.status_code, body["status"], body.get("scimType")) == (status, str(status), kind)
    assert body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


@pytest.mark.parametrize("body", [{}, {"Operations": []}, {"Operations": [{"op": "move", "path": "x"}]}, [1]])
def test_a_patch_that_is_none_is_refused(directory, administrator, body):
    assert directory.call("PATCH", f"/Users/{administrator.pk}", body).status_code == 400


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_that_cannot_be_kept_is_refused(directory, text):
    name = {"givenName": text, "familyName": "Byron"}
    answer = directory.call("POST", "/Users", OKTA_USER | {"name": name, "displayName": text})
    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")


def test_neither_outside_counsel_nor_the_last_administrator_nor_other_teams_are_its_to_change(
    directory, administrator
):
    biller, team = make_biller(make_firm()), make_team(make_person())
    assert directory.call("GET", f"/Users/{biller.pk}").status_code == 404
    assert directory.call("DELETE", f"/Groups/{team.pk}").status_code == 404
    answer = directory.patch(f"/Users/{administrator.pk}", {"op": "replace", "value": {"active": False}})
    assert answer.status_code == 409
    assert "last administrator" in answer.json()["detail"]


@pytest.mark.parametrize(
    "address", ["/Users", "/Groups", "/ServiceProviderConfig", "/Schemas", "/ResourceTypes"]
)
def test_every_address_opens_with_a_token_and_only_with_one(directory, address):
    assert directory.call("GET", address).status_code == 200
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
        answer = Client().get(f"{BASE}{address}", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_tokens_end_are_revoked_and_may_be_for_reading_alone(administrator):
    soon = clock.now() + timedelta(days=1)
    token, secret = issue_token(name="Entra", expires_at=soon, may_write=False, actor=administrator)
    assert secret not in str(token.__dict__)
    directory = Directory(secret)
    assert directory.call("GET", "/Users").status_code == 200
    assert directory.call("POST", "/Users", OKTA_USER).status_code == 403
    with clock.frozen(soon):
        assert directory.call("GET", "/Users").status_code == 401
    for _ in range(2):
        revoke_token(token, actor=administrator)
    assert directory.call("GET", "/Users").status_code == 401
    assert AuditEvent.objects.filter(action="scim.token.revoked").count() == 1
