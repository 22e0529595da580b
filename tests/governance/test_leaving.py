"""Leavers: everything in hand goes to others in one step, or nothing does."""

import pytest
from django.test import Client
from django.urls import reverse

from billing.models import Invoice
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.governance.services.leaving import deactivate, leave
from legalops.kernel.errors import DomainError, NotAllowed
from matters.models import KeyDate, Matter
from tests.factories import make_firm, make_invoice, make_matter, make_person, raise_wall
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("administrator")


@pytest.fixture
def busy():
    """An attorney who leads a restricted matter with a date, works on another, reviews an invoice."""
    person = make_person("attorney", "ebilling_specialist", name="Lea Leaver")
    led = make_matter(lead=person, restricted=True, name="Led one")
    other = make_matter(person, name="Other one")
    KeyDate.objects.create(matter=led, name="Hearing", date="2027-01-05", owner=person)
    invoice = make_invoice(make_firm(), other)
    Invoice.objects.filter(pk=invoice.pk).update(reviewer=person)
    return person


def successors(person: User) -> dict[str, User]:
    kinds = ("matters_led", "memberships", "key_dates", "reviews", "approvals", "shared_views")
    return dict.fromkeys(kinds, person)


def test_all_of_it_goes_to_the_successor_and_the_account_closes(administrator, busy):
    heir = make_person("attorney", "ebilling_specialist", name="Ada Heir")
    client = Client()
    client.post("/accounts/login/", {"login": busy.email, "password": PASSWORD})
    given = leave(busy, successors(heir), reason="New job", actor=administrator)
    expected = {"matters_led": 1, "memberships": 2, "key_dates": 1, "reviews": 1}
    assert given == {**expected, "approvals": 0, "shared_views": 0}
    assert set(Matter.objects.visible_to(heir).values_list("name", flat=True)) == {"Led one", "Other one"}
    assert Matter.objects.get(name="Led one").lead == heir
    assert KeyDate.objects.get().owner == heir
    assert Invoice.objects.get().reviewer == heir
    assert client.get("/").status_code == 302
    assert not User.objects.get(pk=busy.pk).is_active
    event = AuditEvent.objects.get(action="governance.person.left")
    assert (event.reason, event.after["key_dates"]) == ("New job", 1)
    assert set(leave(busy, {}, actor=administrator).values()) == {0}
    assert AuditEvent.objects.filter(action="governance.person.left").count() == 1


def test_a_kind_without_successor_stops_it_before_anything_changed(administrator, busy):
    chosen = successors(make_person("attorney", "ebilling_specialist")) | {"key_dates": None}
    with pytest.raises(DomainError) as refusal:
        leave(busy, chosen, actor=administrator)
    assert refusal.value.field == "key_dates"
    assert Matter.objects.get(name="Led one").lead == busy
    assert User.objects.get(pk=busy.pk).is_active


def test_a_successor_behind_a_wall_is_refused_by_name(administrator, busy):
    heir = make_person("attorney", "ebilling_specialist", name="Ada Heir")
    raise_wall(Matter.objects.get(name="Led one"), heir)
    with pytest.raises(DomainError, match="wall screens Ada Heir") as refusal:
        leave(busy, successors(heir), actor=administrator)
    assert refusal.value.field == "matters_led"


def test_the_last_administrator_and_oneself_do_not_leave(administrator):
    with pytest.raises(DomainError, match="last administrator"):
        deactivate(administrator, actor=administrator)
    make_person("administrator")
    with pytest.raises(DomainError, match="another administrator"):
        leave(administrator, {}, actor=administrator)


def test_others_let_nobody_leave(busy):
    with pytest.raises(NotAllowed):
        leave(busy, {}, actor=make_person("general_counsel"))


def test_the_wizard_shows_previews_and_does_it(client, administrator, busy):
    heir = make_person("attorney", "ebilling_specialist", name="Ada Heir")
    client.force_login(administrator)
    page = reverse("governance:leaver", args=[busy.pk])
    body = client.get(page).content.decode()
    led = Matter.objects.get(name="Led one")
    assert led.number in body
    assert "Led one" not in body  # the administrator may not see the matter
    data = {kind: user.pk for kind, user in successors(heir).items()}
    preview = client.post(page, data).content.decode()
    assert "go to Ada Heir" in preview
    assert User.objects.get(pk=busy.pk).is_active
    assert client.post(page, data | {"step": "leave"}).status_code == 303
    assert "What was handed over" in client.get(page).content.decode()
    assert not User.objects.get(pk=busy.pk).is_active


def test_what_a_directory_left_open_is_handed_over_afterwards(client, administrator, busy):
    heir = make_person("attorney", "ebilling_specialist", name="Ada Heir")
    deactivate(busy, actor=administrator)
    client.force_login(administrator)
    page = reverse("governance:leaver", args=[busy.pk])
    assert "Successor" in client.get(page).content.decode()
    leave(busy, successors(heir), actor=administrator)
    assert Matter.objects.get(name="Led one").lead == heir
    assert "What was handed over" in client.get(page).content.decode()
