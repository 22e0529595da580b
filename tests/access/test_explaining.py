"""The explainer says what `visible_to` does: on every matter and every person of random worlds."""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalops.access.services import assign_role
from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import BreakGlassGrant, Matter
from matters.selectors.audience import viewers_of
from matters.selectors.explaining import explain_sight
from tests.factories import make_biller, make_firm, make_matter, make_person, make_team, raise_wall
from tests.personas import make_world

pytestmark = pytest.mark.django_db
ROLES = ["requester", "paralegal", "attorney", "general_counsel", "auditor", "administrator"]


def a_world(seed: int) -> None:
    """Four people with random roles, teams, walls, grants; two firms; three matters."""
    dice = random.Random(seed)
    people = [make_person(is_active=dice.random() > 0.1) for _ in range(4)]
    for person in people:
        for role in dice.sample(ROLES, dice.randint(0, 2)):
            assign_role(person, role)
    firms = [make_firm(), make_firm()]
    for firm in firms:
        make_biller(firm)
    teams = [make_team(*dice.sample(people, 2)), make_team(), None]
    for _ in range(3):
        some = dice.sample(people, dice.randint(0, 2))
        matter = make_matter(
            *some,
            team=dice.choice(teams),
            restricted=dice.random() < 0.5,
            firms=tuple(dice.sample(firms, dice.randint(0, 2))),
        )
        if dice.random() < 0.5:
            wall = raise_wall(matter, *dice.sample(people, dice.randint(0, 2)))
            if dice.random() < 0.3:
                wall.lifted_at = clock.now()
                wall.save()
        for person in dice.sample(people, 1) if dice.random() < 0.5 else []:
            a_grant(matter, person, dice)


def a_grant(matter: Matter, person: User, dice: random.Random) -> None:
    now = clock.now()
    starts = now - timedelta(hours=5)
    until = now + timedelta(hours=dice.choice([-1, 1]))
    BreakGlassGrant.objects.create(
        matter=matter,
        user=person,
        reason="r",
        granted_at=starts,
        expires_at=until,
        ended_at=dice.choice([None, now]),
    )
    person.glass_until = max(until, person.glass_until or until)
    person.save(update_fields=["glass_until"])


def disagreements() -> list[str]:
    found = []
    for person in User.objects.all():
        seen = set(Matter.objects.visible_to(person).values_list("pk", flat=True))
        for matter in Matter.objects.select_related("team"):
            told = explain_sight(matter, User.objects.get(pk=person.pk))
            if told.sees != (matter.pk in seen):
                found.append(f"{person} and {matter}: {told}")
            if not told.changes:
                found.append(f"{person} and {matter}: nothing would change it")
    return found


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(seed=st.integers(0, 10**6))
def test_the_verdict_is_that_of_visible_to(db, seed):
    with transaction.atomic():
        a_world(seed)
        found = disagreements()
        transaction.set_rollback(True)
    assert found == []


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(seed=st.integers(0, 10**6))
def test_who_can_see_lists_exactly_those_of_the_department(db, seed):
    with transaction.atomic():
        a_world(seed)
        pairs = [(listed(matter), seeing(matter)) for matter in Matter.objects.select_related("team")]
        transaction.set_rollback(True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def listed(matter: Matter) -> set[int]:
    return {viewer.person.pk for viewer in viewers_of(matter)}


def seeing(matter: Matter) -> set[int]:
    people = User.objects.filter(firm_membership__isnull=True)
    return {p.pk for p in people if Matter.objects.visible_to(p).filter(pk=matter.pk).exists()}


def test_every_persona_agrees():
    make_world()
    assert disagreements() == []
