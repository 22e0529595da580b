"""Who may do what is changed in the console, and the ledger knows by whom, from what and to what."""

import pytest
from django.urls import reverse

from legalops.access.models import AuthorityLimit, Role, RoleAssignment
from legalops.access.services import give_role, take_role
from legalops.accounts.models import Team, User
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import DomainError
from tests.factories import make_biller, make_firm, make_person, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("administrator", is_staff=True)


@pytest.fixture
def console(signed_in, administrator):
    return signed_in(administrator)


def adding(name: str) -> str:
    return reverse(f"admin:{name}_add")


def page_of(record, verb: str = "change") -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{verb}", args=[record.pk])


def events() -> list[tuple]:
    rows = AuditEvent.objects.order_by("id")
    return [(row.action, row.subject_label, row.before, row.after) for row in rows]


def test_a_role_given_and_taken_in_the_console_is_told(console, administrator):
    person, role = make_person(name="Ada Byron"), Role.objects.get(code="attorney")
    console.post(adding("access_roleassignment"), {"user": person.pk, "role": role.pk})
    assignment = RoleAssignment.objects.get(user=person)
    console.post(page_of(assignment, "delete"), {"post": "yes"})
    assert not RoleAssignment.objects.filter(user=person).exists()
    assert events() == [
        ("access.role.given", "Ada Byron", None, {"role": "attorney"}),
        ("access.role.taken", "Ada Byron", {"role": "attorney"}, None),
    ]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {administrator.pk}


def test_roles_taken_from_many_at_once_are_told_one_by_one(console):
    people = [make_person("finance"), make_person("finance")]
    rows = RoleAssignment.objects.filter(user__in=people)
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    console.post(reverse("admin:access_roleassignment_changelist"), data)
    assert not RoleAssignment.objects.filter(user__in=people).exists()
    assert [action for action, *_ in events()] == ["access.role.taken"] * 2


def test_an_assignment_is_never_pointed_at_someone_else(console):
    assignment = make_person("finance").role_assignments.get()
    other = make_person()
    console.post(page_of(assignment), {"user": other.pk, "role": assignment.role_id})
    assert not other.role_assignments.exists()


def test_giving_or_taking_a_role_twice_is_one_event(administrator):
    person, role = make_person(), Role.objects.get(code="auditor")
    first = give_role(person, role, actor=administrator)
    assert give_role(person, role, actor=administrator) == first
    take_role(first, actor=administrator)
    take_role(first, actor=administrator)
    assert [action for action, *_ in events()] == ["access.role.given", "access.role.taken"]


def test_outside_counsel_gets_no_role_of_the_department(console, administrator):
    biller, role = make_biller(make_firm(name="Arnsley LLP")), Role.objects.get(code="attorney")
    answer = console.post(adding("access_roleassignment"), {"user": biller.pk, "role": role.pk})
    assert answer.status_code == 422
    assert "uses the portal of Arnsley LLP" in answer.content.decode()
    assert {row.role.code for row in biller.role_assignments.all()} == {"outside_counsel_biller"}
    with pytest.raises(DomainError, match="separate account"):
        give_role(biller, role, actor=administrator)


def test_what_a_role_may_do_is_ticked_and_the_change_is_told(console):
    role = Role.objects.get(code="paralegal")
    assert 'value="invoices.view"' in console.get(page_of(role)).content.decode()
    console.post(page_of(role), {"name": role.name, "capabilities": ["invoices.view", "vendors.view"]})
    before = {"capabilities": sorted(role.capabilities)}
    role.refresh_from_db()
    assert role.capabilities == ["invoices.view", "vendors.view"]
    ((action, label, was, now),) = events()
    assert (action, label, was) == ("console.record.changed", role.name, before)
    assert now == {"capabilities": ["invoices.view", "vendors.view"]}


def test_unknown_capabilities_are_refused(console):
    role = Role.objects.get(code="paralegal")
    answer = console.post(page_of(role), {"name": role.name, "capabilities": ["everything"]})
    assert "everything is not one of the available choices" in answer.content.decode()
    assert events() == []


def test_limits_are_told_when_set_changed_and_removed(console):
    person = make_person("attorney", name="Ada Byron")
    data = {"user": person.pk, "amount": "5000.00", "valid_from": "2026-01-01", "valid_until": ""}
    console.post(adding("access_authoritylimit"), data)
    limit = AuthorityLimit.objects.get(user=person)
    console.post(page_of(limit), data | {"amount": "250000.00"})
    console.post(page_of(limit, "delete"), {"post": "yes"})
    added, changed, removed = events()
    assert added[0] == "approvals.limit.set"
    assert (added[3]["person"], added[3]["amount"]) == ("Ada Byron", "5000.00")
    assert changed[0] == "approvals.limit.changed"
    assert changed[2:] == ({"amount": "5000.00"}, {"person": "Ada Byron", "amount": "250000.00"})
    assert removed[0] == "approvals.limit.removed"
    assert removed[2]["amount"] == "250000.00"


def test_a_limit_set_in_the_console_ends_the_one_before_and_none_overlaps(console):
    person = make_person("attorney", name="Ada Byron")
    data = {"user": person.pk, "kind": "invoice", "amount": "5000.00", "valid_from": "2026-01-01"}
    console.post(adding("access_authoritylimit"), data)
    console.post(adding("access_authoritylimit"), data | {"amount": "9000.00", "valid_from": "2026-06-01"})
    rows = AuthorityLimit.objects.filter(user=person).order_by("valid_from")
    assert [(str(row.valid_from), str(row.valid_until)) for row in rows] == [
        ("2026-01-01", "2026-06-01"),
        ("2026-06-01", "None"),
    ]
    assert [each[0] for each in events()] == [
        "approvals.limit.set",
        "approvals.limit.ended",
        "approvals.limit.set",
    ]
    between = data | {"valid_from": "2026-03-01", "valid_until": "2026-04-01"}
    refused = console.post(adding("access_authoritylimit"), between).content.decode()
    assert "This person has another limit of this kind in the same period." in refused
    longer = {"amount": "5000.00", "valid_from": "2026-01-01", "valid_until": "2026-12-31"}
    refused = console.post(page_of(rows[0]), longer).content.decode()
    assert "This person has another limit of this kind in the same period." in refused
    assert AuthorityLimit.objects.filter(user=person).count() == 2
    assert len(events()) == 3


def test_people_added_and_switched_off_are_told_without_their_passwords(console):
    secret = "a phrase nobody guesses"
    data = {"email": "new@example.com", "full_name": "New One", "password1": secret, "password2": secret}
    console.post(adding("accounts_user"), data)
    person = User.objects.get(email="new@example.com")
    console.post(page_of(person), {"email": person.email, "full_name": "New One", "is_active": ""})
    person.refresh_from_db()
    assert not person.is_active
    added, changed = events()
    assert added[3] == {"email": "new@example.com", "full_name": "New One"}
    assert changed[2:] == ({"is_active": True}, {"is_active": False})
    assert secret not in str(events())


def test_a_new_password_is_told_and_nothing_of_it(console):
    person, secret = make_person(), "a phrase nobody guesses"
    url = reverse("admin:auth_user_password_change", args=[person.pk])
    console.post(url, {"password1": secret, "password2": secret})
    person.refresh_from_db()
    assert person.check_password(secret)
    assert [(action, before, after) for action, _label, before, after in events()] == [
        ("accounts.password.set", None, None)
    ]


def test_the_people_of_a_team_are_told_before_and_after(console):
    first, second = make_person("attorney", name="First"), make_person("attorney", name="Second")
    team = make_team(first, name="Disputes")
    console.post(page_of(team), {"name": "Disputes", "members": [second.pk]})
    assert list(Team.objects.get().members.all()) == [second]
    ((_action, _label, before, after),) = events()
    assert (before, after) == ({"members": ["First"]}, {"members": ["Second"]})


def test_saving_without_a_change_tells_nothing(console):
    team = make_team(make_person("attorney"), name="Disputes")
    console.post(page_of(team), {"name": "Disputes", "members": [team.members.get().pk]})
    assert events() == []
