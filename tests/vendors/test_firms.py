"""Firms, their portal users and timekeepers."""

import pytest

from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from tests.factories import make_firm, make_person, make_timekeeper
from vendors.models import Firm, TimekeeperClass
from vendors.services.firms import add_firm_user, add_office, edit_firm, onboard_firm, remove_firm_user
from vendors.services.timekeepers import add_timekeeper, decide_timekeeper, map_alias

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("legal_ops_manager")


def partner():
    return TimekeeperClass.objects.get(code="PARTNR")


def test_a_firm_is_onboarded_edited_and_both_are_recorded(manager):
    firm = onboard_firm(code="Arnsley", name="Arnsley LLP", actor=manager)
    edit_firm(firm, {"name": "Arnsley & Co", "currency": "USD", "code": "hack"}, actor=manager)
    firm.refresh_from_db()
    assert (firm.code, firm.name) == ("arnsley", "Arnsley & Co")
    event = AuditEvent.objects.get(action="vendors.firm.edited")
    assert (event.before, event.after) == ({"name": "Arnsley LLP"}, {"name": "Arnsley & Co"})


@pytest.mark.parametrize(
    ("country", "said", "expected"),
    [("US", None, False), ("de", None, True), ("GB", None, True), ("DE", False, False), ("US", True, True)],
)
def test_a_firms_country_says_whether_it_sends_tax_invoices_unless_somebody_does(
    manager, country, said, expected
):
    firm = onboard_firm(code="f", name="F LLP", country=country, tax_invoices=said, actor=manager)
    assert (firm.tax_invoices, firm.country) == (expected, country.upper())


@pytest.mark.parametrize(("chosen", "expected"), [("", True), ("no", False), ("yes", True)])
def test_the_form_of_a_new_firm_leaves_it_to_the_country(client, manager, chosen, expected):
    client.force_login(manager)
    data = {"name": "Kanzlei", "code": "kanzlei", "currency": "EUR", "country": "de", "tax_invoices": chosen}
    assert client.post("/vendors/new/", data).status_code == 303
    firm = Firm.objects.get(code="kanzlei")
    assert firm.tax_invoices is expected
    edit_firm(firm, {"tax_invoices": not expected}, actor=manager)
    firm.refresh_from_db()
    assert firm.tax_invoices is not expected


def test_a_country_is_two_letters(client, manager):
    client.force_login(manager)
    data = {"name": "K", "code": "k", "currency": "EUR", "country": "D1"}
    assert "two letters, such as US or DE" in client.post("/vendors/new/", data).content.decode()


def test_a_vendor_code_is_taken_whatever_its_case(manager):
    onboard_firm(code="arnsley", name="Arnsley LLP", actor=manager)
    with pytest.raises(DomainError, match="taken"):
        onboard_firm(code="ARNSLEY", name="Another", actor=manager)
    assert Firm.objects.count() == 1


def test_an_office_name_is_used_once_in_a_firm(manager):
    firm = make_firm()
    add_office(firm, name="Main", city="Boston", actor=manager)
    with pytest.raises(DomainError, match="office of this name"):
        add_office(firm, name="main", city="Chicago", actor=manager)


def test_a_portal_user_sees_their_firm_until_removed(manager):
    firm, person = make_firm(), make_person()
    membership = add_firm_user(firm, person, actor=manager)
    assert add_firm_user(firm, person, actor=manager) == membership
    fresh = type(person).objects.get(pk=person.pk)
    assert Firm.objects.visible_to(fresh).get() == firm
    remove_firm_user(membership, actor=manager)
    fresh = type(person).objects.get(pk=person.pk)
    assert not Firm.objects.visible_to(fresh).exists()


def test_nobody_sees_both_sides_of_an_invoice(manager):
    with pytest.raises(DomainError, match="works for the department"):
        add_firm_user(make_firm(), make_person("attorney"), actor=manager)
    outsider = make_person()
    add_firm_user(make_firm(), outsider, actor=manager)
    with pytest.raises(DomainError, match="portal of"):
        add_firm_user(make_firm(), outsider, actor=manager)


def test_a_timekeeper_is_added_once_by_id(manager):
    firm = make_firm()
    keeper = add_timekeeper(firm, code="tk7", last_name="Ruiz", classification=partner(), actor=manager)
    assert keeper.status == "pending"
    with pytest.raises(DomainError, match="Ruiz has the id TK7"):
        add_timekeeper(firm, code=" TK7", last_name="Other", classification=partner(), actor=manager)


def test_refusing_a_timekeeper_takes_a_reason_and_deciding_twice_records_once(manager):
    keeper = make_timekeeper(make_firm(), status="pending")
    with pytest.raises(DomainError, match="Say why"):
        decide_timekeeper(keeper, "rejected", actor=manager)
    for _ in range(2):
        decide_timekeeper(keeper, "rejected", reason="Not on the panel", actor=manager)
    event = AuditEvent.objects.get(action="vendors.timekeeper.decided")
    assert (event.after, event.reason) == ({"status": "rejected"}, "Not on the panel")


def test_an_alias_belongs_to_one_person_of_the_firm(manager):
    firm = make_firm()
    keeper, other = make_timekeeper(firm, code="A1"), make_timekeeper(firm, code="B1")
    alias = map_alias(keeper, "a-001", actor=manager)
    assert map_alias(keeper, "A-001", actor=manager) == alias
    for taken in ("A-001", "A1"):
        with pytest.raises(DomainError, match="belongs to"):
            map_alias(other, taken, actor=manager)
