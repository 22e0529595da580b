"""Account mappings through the API."""

import pytest
from django.test import Client

from billing.models import AccountMapping
from legalops.audit.models import AuditEvent
from tests.factories import make_account, make_biller, make_firm, make_person

pytestmark = pytest.mark.django_db
API, JSON = "/api/v1/account-mappings/", "application/json"
TYPE = "commercial-litigation"


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def administrator():
    return as_(make_person("administrator"))


def test_a_type_is_mapped_mapped_anew_and_unmapped(administrator):
    make_account("6350")
    make_account("6360")
    made = administrator.post(API, {"matter_type": TYPE, "account": "6350"}, JSON)
    assert made.status_code == 201, made.json()
    assert (made.json()["matter_type"], made.json()["code_set"], made.json()["account"]) == (TYPE, "", "6350")
    again = administrator.post(API, {"matter_type": TYPE, "account": "6360"}, JSON)
    assert (again.status_code, again.json()["id"], again.json()["account"]) == (
        201,
        made.json()["id"],
        "6360",
    )
    address = f"{API}{made.json()['id']}/"
    changed = administrator.patch(address, {"account": "6350"}, JSON)
    assert (changed.status_code, changed.json()["account"]) == (200, "6350")
    assert administrator.delete(address).status_code == 204
    assert not AccountMapping.objects.exists()
    actions = AuditEvent.objects.filter(action__startswith="billing.account_mapping").order_by("pk")
    assert [each.action.rsplit(".")[-1] for each in actions] == ["set", "set", "set", "removed"]


def test_all_the_rest_is_what_names_nothing(administrator):
    make_account("6350")
    made = administrator.post(API, {"account": "6350"}, JSON).json()
    assert (made["matter_type"], made["code_set"]) == (None, "")
    assert [row["id"] for row in administrator.get(f"{API}?account=6350").json()["results"]] == [made["id"]]
    assert administrator.get(f"{API}?matter_type={TYPE}").json()["results"] == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"account": "9999"}, "account"),
        ({}, "account"),
        ({"account": "6350", "matter_type": "no-such"}, "matter_type"),
        ({"account": "6350", "code_set": "NOSUCH"}, "code_set"),
        ({"account": "6350", "code_set": "UTBMS", "matter_type": TYPE}, ""),
    ],
)
def test_what_does_not_do_is_refused_by_name(administrator, given, field):
    make_account("6350")
    answer = administrator.post(API, given, JSON)
    assert answer.status_code in (400, 422)
    assert field in answer.content.decode()
    assert not AccountMapping.objects.exists()


def test_the_department_reads_and_administrators_write():
    make_account("6350")
    attorney, biller = as_(make_person("attorney")), as_(make_biller(make_firm()))
    assert attorney.get(API).status_code == 200
    assert attorney.post(API, {"account": "6350"}, JSON).status_code == 403
    assert biller.get(API).status_code in (403, 404)
    assert not AccountMapping.objects.exists()
