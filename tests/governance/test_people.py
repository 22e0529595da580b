"""People, their access, invitations and the access review."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalops.access import capabilities
from legalops.access.catalogue import meanings
from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.governance.services.joining import invite
from legalops.governance.services.roles import set_access
from legalops.kernel.errors import DomainError, NotAllowed
from tests.factories import make_biller, make_firm, make_matter, make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("administrator", name="Ada Administrator")


def test_every_capability_has_words():
    assert set(meanings()) == capabilities.ALL
    assert [code for code, each in meanings().items() if not each.definition] == []


def test_the_list_costs_the_same_with_one_person_and_with_many(client, administrator):
    client.force_login(administrator)
    page = reverse("governance:people")
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(30):
        make_team(make_person("attorney", name=f"Person {number:02}"))
    with CaptureQueriesContext(connection) as many:
        body = client.get(page).content.decode()
    assert "Person 29" in body
    assert len(many) == len(few)


def test_an_invited_person_sets_a_password_by_the_link_and_signs_in(
    client, administrator, django_capture_on_commit_callbacks
):
    team = make_team()
    with django_capture_on_commit_callbacks(execute=True):
        person = invite(
            email="New@Example.com",
            full_name="New One",
            roles=[Role.objects.get(code="attorney")],
            teams=[team],
            site="http://testserver/",
            actor=administrator,
        )
    assert (person.email, list(person.teams.all())) == ("new@example.com", [team])
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    new = "a phrase nobody guesses"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(pk=person.pk).check_password(new)
    assert Client().get(link, follow=True).context.get("token_fail")


def test_a_known_address_is_not_invited_again(administrator):
    with pytest.raises(DomainError) as refusal:
        invite(email=administrator.email.upper(), full_name="X", site="http://x", actor=administrator)
    assert refusal.value.field == "email"


def test_the_last_administrator_keeps_the_role_and_one_asks_before_giving_up_ones_own(administrator):
    with pytest.raises(DomainError, match="last administrator"):
        set_access(administrator, roles=[], teams=[], own_loss_confirmed=True, actor=administrator)
    make_person("administrator")
    with pytest.raises(DomainError) as refusal:
        set_access(administrator, roles=[], teams=[], actor=administrator)
    assert refusal.value.field == "confirm"
    set_access(administrator, roles=[], teams=[], own_loss_confirmed=True, actor=administrator)
    assert not administrator.role_assignments.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_review_is_complete_harmless_and_told(client, kind):
    auditor = make_person("auditor")
    make_biller(make_firm(name="Arnsley LLP"), name="=1+1")
    walled = make_person("attorney", limit=5000, name="Wally")
    raise_wall(make_matter(number="M-2026-9999", restricted=True), walled)
    client.force_login(auditor)
    answer = client.get(reverse("governance:review"), {"export": kind})
    content = b"".join(answer.streaming_content)
    event = AuditEvent.objects.get(action="web.rows.exported")
    assert (event.actor, event.after["list"]) == (auditor, "access-review")
    if kind == "csv":
        text = content.decode("utf-8-sig")
        assert "'=1+1" in text
        assert "Arnsley LLP" in text
        assert "M-2026-9999" not in text
        assert "a hidden matter" in text
        assert "5000" in text
        assert text.count("Wally") == len(Role.objects.get(code="attorney").capabilities)
    else:
        assert content[:2] == b"PK"


def test_a_lead_asks_about_the_own_matter_and_no_other(client):
    matter, other = make_matter(), make_matter()
    person = make_person("attorney", name="Olive Outside")
    client.force_login(matter.lead)
    asked = {"person": person.pk, "kind": "matter", "record": matter.number}
    body = client.get(reverse("governance:why"), asked).content.decode()
    assert "Olive Outside cannot see" in body
    assert "Put them on the matter." in body
    body = client.get(reverse("governance:why"), asked | {"record": other.number}).content.decode()
    assert "There is none that you may ask about" in body


def test_an_administrator_asks_by_number_and_learns_no_name(client, administrator):
    matter = make_matter(name="Project Canary", restricted=True)
    client.force_login(administrator)
    asked = {"person": matter.lead_id, "kind": "matter", "record": matter.number}
    body = client.get(reverse("governance:why"), asked).content.decode()
    assert f"can see {matter.number}." in body
    assert "Project Canary" not in body


def test_nobody_gives_away_more_than_they_have(administrator):
    Role.objects.filter(code="paralegal").update(capabilities=["people.manage"])
    clerk, person = make_person("paralegal"), make_person()
    for role in ("administrator", "auditor"):
        with pytest.raises(NotAllowed):
            set_access(person, roles=[Role.objects.get(code=role)], teams=[], actor=clerk)
    with pytest.raises(NotAllowed):
        set_access(make_person("administrator"), roles=[], teams=[], actor=clerk)
    set_access(person, roles=[Role.objects.get(code="paralegal")], teams=[], actor=clerk)
    assert [one.role.code for one in person.role_assignments.all()] == ["paralegal"]


def test_people_do_not_change_their_own_address(client, administrator):
    client.force_login(administrator)
    answer = client.post("/accounts/email/", {"action_add": "", "email": "gc@client.example"})
    assert answer["Location"] == reverse("governance:security")
