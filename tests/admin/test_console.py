"""The console: who enters, what they see there, and that walls hold there too."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from billing.models import Invoice
from legalops.access.models import RoleAssignment
from legalops.access.services import assign_role
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from matters.models import EthicalWall, Matter, MatterType, Stage
from matters.services.people import add_member
from matters.services.walls import raise_wall
from tests.factories import (
    make_biller,
    make_firm,
    make_invoice,
    make_matter,
    make_person,
    make_timekeeper,
)
from tests.personas import make_world
from vendors.models import Firm, FirmMembership, Timekeeper

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
IDS = [model._meta.label for model in MODELS]


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def adding(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def page_of(record) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


@pytest.fixture
def administrator():
    return make_person("administrator", is_staff=True)


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_every_list_opens_for_an_administrator_or_is_the_ledger(signed_in, administrator, model):
    client = signed_in(administrator)
    expected = 403 if model is AuditEvent else 200
    assert client.get(listing(model)).status_code == expected
    assert client.get(adding(model)).status_code in (200, 403)


def test_the_front_page_opens_for_an_administrator(signed_in, administrator):
    body = signed_in(administrator).get(reverse("admin:index")).content.decode()
    assert "Matter types" in body
    assert "Review rules" in body


@pytest.mark.parametrize(
    "role", ["attorney", "legal_ops_manager", "general_counsel", "outside_counsel_biller"]
)
def test_others_do_not_enter(signed_in, role):
    person = make_biller(make_firm()) if role.startswith("outside") else make_person(role)
    assert signed_in(person).get(reverse("admin:index"), follow=True).status_code == 403


def test_the_role_alone_does_not_enter_without_the_staff_mark(signed_in):
    person = make_person("administrator")
    assert signed_in(person).get(reverse("admin:index"), follow=True).status_code == 403


def test_the_staff_mark_alone_does_not_enter(signed_in):
    assert (
        signed_in(make_person("attorney", is_staff=True)).get(listing(Firm), follow=True).status_code == 403
    )


def test_who_is_not_signed_in_is_sent_to_the_one_sign_in(client):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert client.post(reverse("admin:login"), {"username": "a", "password": "b"}).status_code == 302


def test_a_superuser_sees_no_matter_and_no_invoice_by_being_one(signed_in):
    world = make_world()
    client = signed_in(make_person(is_staff=True, is_superuser=True))
    for model in (Matter, Invoice):
        body = client.get(listing(model)).content.decode()
        assert world.walled_matter.name not in body
        assert world.open_matter.number not in body
    assert client.get(page_of(world.open_matter)).status_code == 302


def test_walls_hold_in_the_console(signed_in, administrator):
    assign_role(administrator, "legal_project_manager")
    world = make_world()
    raise_wall(
        world.open_matter, [administrator], reason="Former employer", actor=world.people["general_counsel"]
    )
    client = signed_in(User.objects.get(pk=administrator.pk))
    body = client.get(listing(Matter)).content.decode()
    assert world.walled_matter.name in body
    assert world.open_matter.name not in body
    assert world.restricted_matter.name not in body
    found = client.get(f"{listing(Matter)}?q={world.open_matter.number}").content.decode()
    assert world.open_matter.name not in found


def test_the_ledger_leaves_out_what_is_hidden(signed_in):
    auditor = make_person("auditor", is_staff=True)
    seen, secret = make_matter(name="Seen one"), make_matter(name="Secret one", restricted=True)
    for matter in (seen, secret):
        add_member(matter, make_person("attorney"), actor=matter.lead)
    client = signed_in(auditor)
    body = client.get(listing(AuditEvent)).content.decode()
    assert "Seen one" in body
    assert "Secret one" not in body
    hidden = AuditEvent.objects.get(subject_id=secret.pk)
    assert client.get(page_of(hidden)).status_code == 302


def test_the_ledger_cannot_be_changed(signed_in):
    auditor = make_person("auditor", is_staff=True)
    assert signed_in(auditor).get(adding(AuditEvent)).status_code == 403


def test_an_administrator_adds_a_type_and_the_ledger_knows(signed_in, administrator):
    data = {"code": "privacy", "name": "Privacy", "code_set": "COUNSELING", "is_active": "on"}
    signed_in(administrator).post(adding(MatterType), data)
    assert MatterType.objects.get(code="privacy").name == "Privacy"
    event = AuditEvent.objects.get(action="console.record.added")
    assert (event.actor, event.after["name"]) == (administrator, "Privacy")


def test_a_change_is_recorded_with_both_values(signed_in, administrator):
    stage = Stage.objects.get(code="assessment")
    signed_in(administrator).post(page_of(stage), {"name": "Early assessment", "position": stage.position})
    stage.refresh_from_db()
    assert stage.name == "Early assessment"
    event = AuditEvent.objects.get(action="console.record.changed")
    assert (event.before, event.after) == ({"name": "Assessment"}, {"name": "Early assessment"})


def test_nothing_matters_hang_on_can_be_deleted(signed_in, administrator):
    matter = make_matter(name="Secret one", restricted=True, firms=(make_firm(),))
    client = signed_in(administrator)
    records = (
        matter.matter_type,
        matter.stage,
        matter.lead,
        matter.engagements.get().firm,
        make_timekeeper(make_firm()),
    )
    for record in records:
        meta = record._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[record.pk])
        for response in (client.get(url), client.post(url, {"post": "yes"})):
            assert response.status_code == 403
            assert "Secret one" not in response.content.decode()


def test_a_firm_is_added_and_changed_through_the_services(signed_in, administrator):
    client = signed_in(administrator)
    data = {"code": "arnsley", "name": "Arnsley LLP", "country": "US", "currency": "USD"}
    client.post(adding(Firm), data)
    firm = Firm.objects.get(code="arnsley")
    client.post(page_of(firm), data | {"name": "Arnsley & Co", "status": "inactive"})
    firm.refresh_from_db()
    assert (firm.name, firm.status) == ("Arnsley & Co", "inactive")
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["vendors.firm.onboarded", "vendors.firm.edited"]


def test_memberships_come_and_go_through_the_services(signed_in, administrator):
    firm, person, attorney = make_firm(), make_person(), make_person("attorney")
    client = signed_in(administrator)
    client.post(adding(FirmMembership), {"user": person.pk, "firm": firm.pk})
    membership = FirmMembership.objects.get(user=person)
    assert RoleAssignment.objects.filter(user=person, role__code="outside_counsel_biller").exists()
    refused = client.post(adding(FirmMembership), {"user": attorney.pk, "firm": firm.pk})
    assert refused.status_code == 422
    assert not FirmMembership.objects.filter(user=attorney).exists()
    url = reverse("admin:vendors_firmmembership_delete", args=[membership.pk])
    client.post(url, {"post": "yes"})
    assert not RoleAssignment.objects.filter(user=person).exists()


def test_timekeepers_are_approved_by_an_action(signed_in, administrator):
    keeper = make_timekeeper(make_firm(), status="pending")
    data = {"action": "approve", "_selected_action": [keeper.pk]}
    signed_in(administrator).post(listing(Timekeeper), data)
    keeper.refresh_from_db()
    assert keeper.status == "approved"
    assert AuditEvent.objects.get(action="vendors.timekeeper.decided").actor == administrator


def test_lists_cost_the_same_with_one_row_and_with_twenty(signed_in, administrator):
    assign_role(administrator, "legal_project_manager")
    client = signed_in(User.objects.get(pk=administrator.pk))
    firm = make_firm()

    def cost(model):
        client.get(listing(model))
        with CaptureQueriesContext(connection) as captured:
            client.get(listing(model))
        return len(captured)

    def add():
        matter = make_matter(firms=(firm,))
        make_invoice(firm, matter)
        make_timekeeper(firm)

    add()
    one = {model: cost(model) for model in (Matter, Invoice, Timekeeper)}
    for _ in range(19):
        add()
    assert {model: cost(model) for model in (Matter, Invoice, Timekeeper)} == one


def test_an_administrator_keeps_walls_by_number_without_seeing_the_matter(signed_in, administrator):
    matter, associate = make_matter(name="Secret one", restricted=True), make_person("attorney")
    matter.members.create(user=associate, role="attorney")
    client = signed_in(administrator)
    data = {"number": matter.number, "people": [associate.pk], "reason": "Former employer"}
    client.post(adding(EthicalWall), data)
    wall = EthicalWall.objects.get()
    assert not Matter.objects.visible_to(associate).exists()
    for url in (listing(EthicalWall), page_of(wall)):
        body = client.get(url).content.decode()
        assert matter.number in body
        assert "Secret one" not in body
    client.post(page_of(wall), {"lifting": "The engagement ended"})
    wall.refresh_from_db()
    assert wall.lifted_at is not None


def test_an_administrator_behind_a_wall_keeps_nothing_of_that_matter(signed_in, administrator):
    counsel = make_person("general_counsel")
    matter = make_matter(name="Secret one")
    wall = raise_wall(matter, [administrator], reason="Conflict", actor=counsel)
    client = signed_in(administrator)
    assert matter.number not in client.get(listing(EthicalWall)).content.decode()
    client.post(page_of(wall), {"lifting": "Let me in"})
    data = {"number": matter.number, "people": [make_person("attorney").pk], "reason": "x"}
    assert "no matter with this number" in client.post(adding(EthicalWall), data).content.decode()
    wall.refresh_from_db()
    assert wall.lifted_at is None
    assert EthicalWall.objects.count() == 1


def test_a_superuser_without_the_role_keeps_no_walls(signed_in):
    client = signed_in(make_person(is_staff=True, is_superuser=True))
    assert client.get(listing(EthicalWall)).status_code == 403
