"""Policies in the console: edited with their steps, checked, published, gone back to."""

import pytest
from django.test import Client
from django.urls import reverse

from legalops.approvals.models import Delegation, Policy
from tests.approvals.scenes import approvers, people, policy, submitted
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_person("administrator", name="Ada Admin", is_staff=True))
    return client


def form(**fields):
    steps = fields.pop("steps", [])
    data = {
        "name": "Large", "code": "large", "record_type": "invoice", "position": "5", "is_active": "on",
        "conditions-0-field": "", "within_authority": "on", "steps-TOTAL_FORMS": str(len(steps)),
        "steps-INITIAL_FORMS": "0", "steps-MIN_NUM_FORMS": "0", "steps-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    for n, step in enumerate(steps):
        data |= {f"steps-{n}-{name}": value for name, value in {"position": "1", "mode": "any"}.items()}
        data |= {f"steps-{n}-{name}": value for name, value in step.items()}
    return data | fields


def row(number, field, operator, value):
    """A row of the editor as it is posted."""
    start = f"conditions-{number}-"
    return {f"{start}field": field, f"{start}operator": operator, f"{start}value": value}


def publish(client, made):
    """The page that shows what would change, then what publishing says."""
    url = reverse("admin:approvals_policy_publishing", args=[made.pk])
    return client.get(url).content.decode() + client.post(url, follow=True).content.decode()


def test_a_policy_with_its_steps_is_added_and_published(client):
    (one,) = approvers(1)
    url = reverse("admin:approvals_policy_add")
    assert client.get(url).status_code == 200
    conditions = row(0, "amount", "above", "250000")
    client.post(url, form(**conditions, steps=[{"who": "people", "people": [one.pk]}]))
    made = Policy.objects.get(code="large")
    assert made.published is None
    assert "Version 1 counts from now on" in publish(client, made)
    page = client.get(reverse("admin:approvals_policy_change", args=[made.pk])).content.decode()
    for words in ("Approver 1", "is more than 250,000", "Ada Admin", "0 requests wait under it"):
        assert words in page
    assert client.get(reverse("admin:approvals_policy_changelist")).status_code == 200


def test_conditions_are_refused_with_their_place(client):
    rows = row(0, "mood", "is", "x") | row(1, "amount", "above", "lots")
    answer = client.post(reverse("admin:approvals_policy_add"), form(**rows)).content.decode()
    assert "condition 1: there is no field “mood”" in answer
    assert "condition 2" in answer
    assert 'value="lots"' in answer
    assert not Policy.objects.filter(code="large").exists()


def test_a_step_has_to_say_whom_it_asks(client):
    answer = client.post(reverse("admin:approvals_policy_add"), form(steps=[{"who": "role"}]))
    assert "Say who is asked." in answer.content.decode()


def test_what_could_never_be_finished_is_named_and_not_published(client):
    made = Policy.objects.create(code="empty", name="Empty", record_type="invoice")
    assert "A policy needs at least one step" in publish(client, made)
    made.refresh_from_db()
    assert made.published is None


def test_going_back_to_a_version(client):
    one, two = approvers(2)
    policy(people(one))
    made = policy(people(two))
    url = reverse("admin:approvals_policy_restore", args=[made.pk, 1])
    page = client.get(url).content.decode()
    assert "Approver 1" in page
    assert "Approver 2" in page
    client.post(url)
    assert [str(person) for person in made.steps.get().people.all()] == ["Approver 1"]
    made.refresh_from_db()
    assert made.published.number == 2


def test_a_delegation_in_the_console_goes_through_the_service(client):
    one, two = approvers(2)
    url = reverse("admin:approvals_delegation_add")
    assert client.get(url).status_code == 200
    data = {"person": one.pk, "stand_in": two.pk, "starts": "2030-01-01", "until": "2030-01-05", "reason": ""}
    client.post(url, data)
    assert Delegation.objects.get().made_by.full_name == "Ada Admin"
    circle = client.post(url, data | {"person": two.pk, "stand_in": one.pk})
    assert "Approver 2 → Approver 1 → Approver 2" in circle.content.decode()


def test_requests_in_the_console_are_those_of_records_one_sees(client):
    _scene, request = submitted()
    assert request.title not in client.get(reverse("admin:approvals_request_changelist")).content.decode()
