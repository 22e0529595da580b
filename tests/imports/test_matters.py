"""Matters, people on them, key dates and budgets from a file."""

import pytest

from legalops.imports.models import ImportRow
from legalops.workflows.models import Passage
from matters.models import Budget, KeyDate, Matter, MatterMember
from tests.factories import make_matter, make_person, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make_person("attorney", name="Lena Lead", email="lena@example.com")


def wrong(made):
    return {row.number: row.problems[0]["wrong"] for row in made.rows.filter(verdict="wrong")}


def test_matters_keep_their_numbers_and_are_opened_by_the_service(desk, lead):
    text = (
        "Number,Name,Type,Lead attorney,Opened on,Restricted\n"
        "OLD-1,Arden v. Pell,Employment,lena@example.com,2019-06-03,no\n"
        "OLD-2,Project Birch,tax,Lena Lead,3 Jun 2020,yes\n"
        "OLD-3,Nobody's,tax,nobody@example.com,2020-01-01,no\n"
    )
    made = desk.bring_in("matters", text)
    assert set(wrong(made)) == {4}
    arden, birch = Matter.objects.order_by("number")
    assert (arden.number, arden.lead, arden.opened_on.isoformat()) == ("OLD-1", lead, "2019-06-03")
    assert birch.restricted
    assert Passage.objects.get(run__record_type="matter", run__record_id=arden.pk).to_stage == "intake"
    again = desk.check("matters", text.replace("Arden v. Pell", "Arden v. Pell II"))
    row = ImportRow.objects.get(of=again, number=2)
    assert (row.verdict, row.before, row.after) == (
        "changed", {"name": "Arden v. Pell"}, {"name": "Arden v. Pell II"},
    )  # fmt: skip
    desk.undo(made)
    assert not Matter.objects.exists()


def test_a_matter_the_person_cannot_see_is_as_if_absent(desk, lead):
    make_matter(lead=lead, restricted=True, number="SECRET-1", name="Canary")
    made = desk.check(
        "key-dates", "matter,what,date\nSECRET-1,Answer due,2026-09-30\nNONE-1,Answer due,2026-09-30\n"
    )
    assert len(set(wrong(made).values())) == 1
    taken = desk.check("matters", "number,name,type,lead\nSECRET-1,New,tax,lena@example.com\n")
    assert wrong(taken) == {2: "This number cannot be used."}
    assert "Canary" not in desk.page(taken)


def test_key_dates_are_set_moved_and_taken_back(desk, lead):
    matter = make_matter(lead=lead, number="M-1")
    first = desk.bring_in(
        "key-dates",
        "matter,what,due,owner\nM-1,Answer due,2026-09-30,lena@example.com\nM-1,Trial,2027-01-11,\n",
    )
    assert first.rows.filter(applied=True).count() == 2
    assert KeyDate.objects.get(name="Trial").owner == lead
    second = desk.bring_in("key-dates", "matter,what,due\nM-1,Answer due,2026-10-15\n")
    assert KeyDate.objects.get(name="Answer due").date.isoformat() == "2026-10-15"
    desk.undo(second)
    assert matter.key_dates.get(name="Answer due").date.isoformat() == "2026-09-30"
    desk.undo(first)
    assert not KeyDate.objects.exists()


def test_members_and_budgets(desk, lead):
    other = make_person("attorney", name="Omar Other", email="omar@example.com")
    matter = make_matter(lead=lead, team=make_team(lead, other), number="M-1")
    made = desk.bring_in(
        "matter-members", "matter,person,role\nM-1,omar@example.com,Observer\nM-1,lena@example.com,Observer\n"
    )
    assert MatterMember.objects.get(user=other).role == "observer"
    assert "lead" in wrong(made)[3]
    first = desk.bring_in("budgets", 'matter,budget\nM-1,"250,000.00"\n')
    second = desk.bring_in("budgets", "matter,budget\nM-1,300000\n")
    assert Budget.objects.get(matter=matter, status="approved").amount == 300_000
    desk.undo(second)
    assert Budget.objects.get(matter=matter, status="approved").amount == 250_000
    desk.undo(first)
    assert MatterMember.objects.filter(user=other).exists()
