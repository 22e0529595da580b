"""Definitions over the REST API: made by administrators, read by who sees the fields, and lists by value."""

import pytest
from django.test import Client

from legalops.accounts.models import Team
from legalops.fields.models import FieldDefinition
from legalops.fields.services import set_values
from tests.factories import make_matter, make_person

pytestmark = pytest.mark.django_db
JSON, URL = "application/json", "/api/v1/custom-fields/"
CENTRE = {
    "record_type": "matter", "code": "business_line", "label": "Business line", "kind": "choice",
    "choices": [{"code": "legal", "label": "Legal"}, {"code": "retail", "label": "Retail"}],
}  # fmt: skip


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin():
    return client_of(make_person("administrator"))


def test_a_field_is_made_changed_retired_and_taken_back(admin):
    made = admin.post(URL, CENTRE, content_type=JSON)
    assert made.status_code == 201, made.content
    url = f"{URL}{made.json()['id']}/"
    changed = admin.patch(
        url,
        {"label": "Centre", "choices": [{"code": "retail", "label": "Shops"}]},
        content_type=JSON,
    )
    assert changed.json()["label"] == "Centre"
    assert {each["code"]: (each["label"], each["retired"]) for each in changed.json()["choices"]} == {
        "legal": ("Legal", True),
        "retail": ("Shops", False),
    }
    Team.objects.create(name="Finance")
    owned = admin.patch(url, {"owner_team": "Finance"}, content_type=JSON)
    assert owned.json()["owner_team"] == "Finance"
    assert admin.patch(url, {"owner_team": "Nobody"}, content_type=JSON).json()["field"] == "owner_team"
    assert admin.post(f"{url}retire/").json()["retired_at"]
    assert admin.post(f"{url}restore/").json()["retired_at"] is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "Cost Centre"}, "code"),
        ({"kind": "money"}, "currency"),
        ({"kind": "nothing"}, "kind"),
        ({"choices": []}, "choices"),
        ({"see_roles": ["nobody"]}, "see_roles"),
        ({"edit_roles": ["nobody"]}, "edit_roles"),
        ({"sub_types": ["nowhere"]}, "sub_types"),
        ({"owner": "nobody@example.com"}, "owner"),
        ({"shown_when": [{"field": "name", "operator": "is", "value": "\x00"}]}, "shown_when.0.value"),
    ],
)
def test_what_could_not_work_names_its_field(admin, given, field):
    refused = admin.post(URL, CENTRE | given, content_type=JSON)
    assert refused.status_code == 400, refused.content
    assert field in {each["field"] for each in refused.json()["errors"]}
    assert not FieldDefinition.objects.exists()


def test_others_read_the_fields_they_see_without_how_they_work(define):
    define("open_one")
    define("reserve", "number", see_roles=["general_counsel"])
    define("twice", "formula", formula="reserve * 2")
    attorney, counsel = make_person("attorney"), make_person("general_counsel")
    seen = client_of(attorney).get(URL).json()["results"]
    assert [each["code"] for each in seen] == ["open_one"]
    assert "see_roles" not in seen[0]
    assert len(client_of(counsel).get(URL).json()["results"]) == 3
    assert client_of(attorney).post(URL, CENTRE, content_type=JSON).status_code == 403
    assert client_of(make_person("requester")).get(URL).status_code == 403


def test_a_list_is_narrowed_by_what_the_caller_sees(define):
    define("business_line", "choice", choices="legal retail")
    define("reserve", "number", see_roles=["general_counsel"])
    counsel, first, second = make_person("general_counsel"), make_matter(), make_matter()
    set_values(first, {"business_line": "legal", "reserve": "7"}, actor=counsel)
    set_values(second, {"business_line": "retail"}, actor=counsel)

    def found(person, query: str) -> list[str]:
        answer = client_of(person).get(f"/api/v1/matters/?{query}")
        return [each["number"] for each in answer.json()["results"]] if answer.status_code == 200 else []

    assert found(counsel, "cf_business_line=legal") == [first.number]
    assert found(counsel, "cf_reserve=7") == [first.number]
    assert found(counsel, "cf_reserve=") == [second.number]
    manager = make_person("legal_ops_manager")
    refused = client_of(manager).get("/api/v1/matters/?cf_reserve=7")
    assert refused.json()["errors"] == [
        {"field": "cf_reserve", "code": "invalid", "message": "There is no such field."}
    ]


def test_text_that_cannot_be_kept_is_refused_beside_its_field(define):
    define("claim")
    define("adviser", "person")
    matter = make_matter()
    for code in ("claim", "adviser"):
        answer = client_of(matter.lead).patch(
            f"/api/v1/matters/{matter.number}/", {"custom": {code: "a\x00b"}}, content_type=JSON,
            headers={"If-Match": "*"},
        )  # fmt: skip
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == f"custom.{code}"
