"""People and kinds of matter from a file: invited or changed by their key, with roles and teams."""

import pytest
from django.core import mail

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.models import AuditEvent
from legalops.governance.services.joining import describe
from legalops.imports import registry
from legalops.imports.judging import judge
from legalops.jobs.services.running import run_pending
from matters.models import MatterType
from tests.factories import make_biller, make_firm, make_matter, make_person, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    """Whoever imports here manages people."""
    return make_person("administrator", name="Ada Administrator")


def wrong(made):
    return {row.number: row.problems[0]["wrong"] for row in made.rows.filter(verdict="wrong")}


def roles(person):
    return set(person.role_assignments.values_list("role__code", flat=True))


PEOPLE = (
    "E-mail,Name,Title,Roles,Teams\n"
    "New.One@Example.com,New One,Counsel,Attorney; paralegal,Disputes\n"
    "old@example.com,Old Two,,auditor,\n"
)


def test_people_are_invited_or_changed_by_their_address(desk):
    make_team(name="Disputes")
    old = make_person("paralegal", name="Old Too", email="old@example.com")
    made = desk.check("people", PEOPLE)
    assert not User.objects.filter(email="new.one@example.com").exists()
    assert list(made.rows.values_list("verdict", flat=True)) == ["new", "changed"]
    assert made.rows.get(number=3).after == {"full_name": "Old Two", "roles": "auditor"}
    desk.start(made)
    run_pending(propagate=True)
    person = User.objects.get(email="new.one@example.com")
    assert roles(person) == {"attorney", "paralegal"}
    assert [team.name for team in person.teams.all()] == ["Disputes"]
    assert not person.has_usable_password()
    old.refresh_from_db()
    assert (old.full_name, roles(old)) == ("Old Two", {"auditor"})
    assert [letter.to for letter in mail.outbox] == [["new.one@example.com"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    events = AuditEvent.objects.filter(correlation_id=desk.fresh(made).correlation_id)
    actions = set(events.values_list("action", flat=True))
    assert {"governance.person.invited", "governance.person.described", "access.role.given"} <= actions
    again = desk.check("people", PEOPLE)
    assert set(again.rows.values_list("verdict", flat=True)) == {"unchanged"}


def test_every_problem_is_named_before_anything_is_done(desk):
    system_actor("intake")
    system = User.objects.get(is_system=True)
    text = "email,name,roles,teams\n"
    text += "no address,X,,\nx@example.com,X,wizard; attorney,\ny@example.com,Y,,Nowhere\n"
    text += f"z@example.com,Z,outside_counsel_biller,\n{system.email},S,,\nw@example.com,,,\n"
    found = wrong(desk.check("people", text))
    assert found == {
        2: "This is not an e-mail address.",
        3: "Not known: wizard.",
        4: "Not known: Nowhere.",
        5: "Not known: outside_counsel_biller.",
        6: "This address cannot be used.",
        7: "This is missing.",
    }


def test_nobody_gives_through_a_file_what_they_do_not_have(desk_of):
    helper = make_person("attorney", name="Helper")
    role = Role.objects.create(code="people", name="People", capabilities=["people.manage", "imports.run"])
    helper.role_assignments.create(role=role)
    desk = desk_of(User.objects.get(pk=helper.pk))
    found = wrong(desk.check("people", "email,name,roles\nx@example.com,X,administrator\n"))
    assert found == {2: "The role Administrator may do more than you."}


def test_a_person_of_a_firm_takes_no_role_of_the_department(desk):
    biller = make_biller(make_firm())
    made = desk.check("people", f"email,name,roles\n{biller.email},{biller.full_name},attorney\n")
    assert "uses the portal of" in wrong(made)[2]
    assert "attorney" not in roles(biller)


def test_the_last_administrator_stays_one(desk, manager):
    made = desk.check("people", f"email,name,roles\n{manager.email},Ada Administrator,attorney\n")
    assert "administrator" in wrong(made)[2].lower()
    assert roles(manager) == {"administrator"}


def test_undo_takes_back_who_never_came_and_what_nobody_changed(desk, manager):
    make_team(name="Disputes")
    old = make_person("paralegal", name="Old Too", email="old@example.com")
    made = desk.bring_in("people", PEOPLE + "third@example.com,Third,,attorney,\n")
    third = User.objects.get(email="third@example.com")
    describe(third, {"full_name": "Third Person"}, actor=manager)
    made = desk.undo(made)
    kept = dict(made.rows.exclude(kept_because="").values_list("number", "kept_because"))
    assert kept == {4: "Someone changed it since: Full name."}
    assert not User.objects.filter(email="new.one@example.com").exists()
    old.refresh_from_db()
    assert (old.full_name, roles(old)) == ("Old Too", {"paralegal"})
    run_pending(propagate=True)  # the letter to whom is gone goes nowhere


def test_on_whom_something_was_built_stays(desk):
    made = desk.bring_in("people", "email,name\nx@example.com,X\n")
    person = User.objects.get(email="x@example.com")
    make_matter(lead=person)
    made = desk.undo(made)
    assert made.rows.get().kept_because.startswith("It is in use: ")


def test_only_who_manages_people_imports_them(desk_of):
    other = desk_of(make_person("legal_ops_manager"))
    assert other.client.get("/imports/new/people/").status_code == 404
    assert other.client.get("/imports/new/matter-types/").status_code == 404


def test_judging_costs_the_same_for_one_person_and_for_fifty(manager, django_assert_max_num_queries):
    make_team(name="Disputes")
    for number in range(50):
        make_person("attorney", email=f"p{number}@example.com")
    told = {"full_name": "P", "roles": "attorney;auditor", "teams": "Disputes"}
    rows = [(n, {"email": f"p{n}@example.com", **told}) for n in range(50)]
    with django_assert_max_num_queries(8):
        judged = judge(registry.find("people"), rows, user=manager)
    assert {each.verdict for each in judged} == {"changed"}


def test_kinds_of_matter_come_by_their_code_and_go_again(desk):
    text = "Code,Name,Task code set,In use\nprivacy,Privacy,counseling,yes\ntax,Tax and duties,,no\n"
    text += "odd,Odd,NOWHERE,yes\n"
    made = desk.bring_in("matter-types", text)
    assert wrong(made) == {4: "This is not one of the choices."}
    assert MatterType.objects.get(code="privacy").code_set == "COUNSELING"
    tax = MatterType.objects.get(code="tax")
    assert (tax.name, tax.is_active) == ("Tax and duties", False)
    used = desk.undo(made)
    tax.refresh_from_db()
    assert (tax.name, tax.is_active) == ("Tax", True)
    assert not MatterType.objects.filter(code="privacy").exists()
    assert used.state == "undone"
