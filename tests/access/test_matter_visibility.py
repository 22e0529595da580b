"""Teams, staffing, confidentiality and walls decide who sees a matter; everything else derives from it."""

import pytest

from billing.models import Invoice, InvoiceLine
from legalops.access.querysets import ScopedQuerySet
from legalops.accounts.models import User
from matters.models import KeyDate, Matter
from tests.factories import make_matter, make_person, make_team, raise_wall
from tests.personas import MATTER_NAMES, make_world

pytestmark = pytest.mark.django_db

OPEN, RESTRICTED, WALLED, FOREIGN = MATTER_NAMES

# Persona: names of the matters it sees.
SEEN = {
    "requester": set(),
    "paralegal": {OPEN, WALLED},
    "attorney": {OPEN, WALLED, RESTRICTED},
    "attorney_behind_wall": {OPEN},
    "legal_project_manager": {OPEN, WALLED, FOREIGN},
    "ebilling_specialist": {OPEN, WALLED, FOREIGN},
    "legal_ops_manager": {OPEN, FOREIGN},
    "general_counsel": {OPEN, WALLED, FOREIGN},
    "finance": {OPEN, WALLED, FOREIGN},
    "auditor": {OPEN, WALLED, FOREIGN},
    "administrator": set(),
    "leaver": set(),
    "outside_counsel_biller": {OPEN, WALLED, RESTRICTED},
    "outside_counsel_lead": {OPEN, WALLED, RESTRICTED},
    "rival_firm": {FOREIGN},
}


@pytest.fixture
def world():
    return make_world()


def names_seen(user) -> set[str]:
    return set(Matter.objects.visible_to(user).values_list("name", flat=True))


def test_each_persona_sees_its_matters_and_no_other(world):
    seen = {name: names_seen(user) for name, user in world.people.items() if user}
    assert seen == SEEN


def test_invoices_and_lines_follow_the_matter_for_who_may_see_invoices(world):
    for name in ("attorney", "attorney_behind_wall", "ebilling_specialist", "legal_ops_manager", "finance"):
        user = world.people[name]
        invoices = Invoice.objects.visible_to(user)
        assert {i.matter.name for i in invoices if i.matter} == SEEN[name], name
        lines = InvoiceLine.objects.visible_to(user).filter(matter__isnull=False)
        assert lines.count() == len(SEEN[name]), name
    assert not Invoice.objects.visible_to(world.people["paralegal"]).exists()


def test_an_unmatched_invoice_is_seen_by_those_who_map_and_by_its_firm(world):
    sees = {name for name, user in world.people.items() if user and unmatched_seen(user)}
    assert sees == {
        "ebilling_specialist",
        "legal_ops_manager",
        "outside_counsel_biller",
        "outside_counsel_lead",
    }


def unmatched_seen(user) -> bool:
    return Invoice.objects.visible_to(user).filter(matter__isnull=True).exists()


def test_outside_counsel_see_only_their_own_firms_invoices(world):
    assert {i.firm for i in Invoice.objects.visible_to(world.people["rival_firm"])} == {world.rival}
    assert {i.firm for i in Invoice.objects.visible_to(world.people["outside_counsel_biller"])} == {
        world.firm
    }


def test_a_wall_beats_membership_and_lead(world):
    lead = world.open_matter.lead
    assert OPEN in names_seen(lead)
    wall = raise_wall(world.open_matter, lead)
    assert OPEN not in names_seen(lead)
    wall.lifted_at = wall.raised_at
    wall.save()
    assert OPEN in names_seen(lead)


def test_deactivated_person_sees_nothing_at_once(world):
    attorney = world.people["attorney"]
    assert names_seen(attorney)
    User.objects.filter(pk=attorney.pk).update(is_active=False)
    assert names_seen(User.objects.get(pk=attorney.pk)) == set()


def test_rows_of_a_matter_follow_it(world):
    date = KeyDate.objects.create(
        matter=world.restricted_matter, name="Hearing", date="2026-12-01", owner=world.people["attorney"]
    )
    assert date in KeyDate.objects.visible_to(world.people["attorney"])
    assert date not in KeyDate.objects.visible_to(world.people["general_counsel"])


def test_a_queryset_without_a_rule_refuses_to_answer():
    with pytest.raises(TypeError, match="define visible_to"):
        ScopedQuerySet(User).visible_to(None)


def test_team_change_takes_effect_at_the_next_question():
    person = make_person("attorney")
    team = make_team(name="Litigation")
    make_matter(team=team, name="Team matter")
    assert names_seen(person) == set()
    team.members.add(person)
    assert names_seen(person) == {"Team matter"}
