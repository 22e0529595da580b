"""Whose time is accepted on a matter: chosen on its People tab."""

import pytest
from django.urls import reverse

from legalops.audit.models import AuditEvent
from matters.models import MatterMember
from tests.factories import make_firm, make_matter, make_person, make_timekeeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return make_firm(name="Arnsley LLP")


@pytest.fixture
def matter(firm):
    return make_matter(firms=(firm,))


@pytest.fixture
def lead(client, matter):
    client.force_login(matter.lead)
    return client


def test_people_of_engaged_firms_are_accepted_and_taken_off(lead, matter, firm):
    jo, awaiting = make_timekeeper(firm, last_name="Ruiz"), make_timekeeper(firm, status="pending")
    refused, elsewhere = make_timekeeper(firm, status="rejected"), make_timekeeper(make_firm())
    address = reverse("matters:staff", args=[matter.number])
    form = lead.get(address).content.decode()
    offered = [f'value="{person.pk}"' in form for person in (jo, awaiting, refused, elsewhere)]
    assert offered == [True, True, False, False]
    assert "awaits approval by the department" in form
    lead.post(address, {"people": [jo.pk, awaiting.pk]})
    assert {row.timekeeper for row in matter.staffed_timekeepers.all()} == {jo, awaiting}
    tab = lead.get(reverse("matters:people", args=[matter.number])).content.decode()
    assert "Ruiz" in tab
    assert "Awaits approval" in tab
    row = matter.staffed_timekeepers.get(timekeeper=jo)
    lead.post(reverse("matters:unstaff", args=[matter.number, row.pk]), {"confirm": "1"})
    assert [row.timekeeper for row in matter.staffed_timekeepers.all()] == [awaiting]
    actions = AuditEvent.objects.filter(action__startswith="matters.timekeeper").order_by("pk")
    assert [event.action for event in actions] == [
        "matters.timekeeper.staffed",
        "matters.timekeeper.staffed",
        "matters.timekeeper.unstaffed",
    ]


def test_who_is_not_offered_cannot_be_posted(lead, matter):
    stranger = make_timekeeper(make_firm())
    answer = lead.post(reverse("matters:staff", args=[matter.number]), {"people": [stranger.pk]})
    assert answer.status_code == 422
    assert not matter.staffed_timekeepers.exists()


def test_who_may_not_edit_the_matter_is_refused(client, matter, firm):
    client.force_login(make_person("auditor"))
    person = make_timekeeper(firm)
    answer = client.post(reverse("matters:staff", args=[matter.number]), {"people": [person.pk]})
    assert answer.status_code in (403, 404)
    assert not matter.staffed_timekeepers.exists()


def test_people_on_a_matter_are_seen_by_those_who_see_the_matter_alone():
    person = make_person("attorney")
    own, other = make_matter(person, restricted=True), make_matter(restricted=True)
    seen = MatterMember.objects.visible_to(person)
    assert {member.matter_id for member in seen} == {own.pk}
    assert other.members.exists()
