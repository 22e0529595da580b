"""The pure engine: never fewer than demanded, never above authority, nobody who may not."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.approvals.engine import (
    AskFacts,
    Candidate,
    CannotPlan,
    DeciderFacts,
    StepFacts,
    StepRule,
    StepShape,
    covers,
    due_steps,
    faults_of,
    is_covered,
    is_satisfied,
    plan,
    why_not,
)

PEOPLE = st.integers(1, 8)
LIMITS = st.one_of(st.none(), st.integers(0, 20).map(D))


@st.composite
def candidates(draw, most=5):
    people = draw(st.lists(PEOPLE, max_size=most, unique=True))
    return tuple(
        Candidate(
            person, f"P{person}", "is asked.", draw(st.sampled_from(["", "", "has left"])), draw(LIMITS)
        )
        for person in people
    )


@st.composite
def rules(draw):
    mode = draw(st.sampled_from(["one", "any", "all", "n_of"]))
    people = draw(candidates())
    demanded = {"n_of": draw(st.integers(1, 3)), "all": draw(st.sampled_from([None, len(people)]))}
    return StepRule(
        position=draw(st.integers(1, 3)),
        label="Step",
        mode=mode,
        people=people,
        otherwise=draw(candidates(2)),
        demanded=demanded.get(mode, 1),
        skip_if_nobody=draw(st.booleans()),
        by_authority=draw(st.integers(0, 4)) == 0,
    )


def planned(steps, amount, authority, within=True):
    able = [one for one in authority if covers(one.limit, amount)]
    return plan(steps, amount=amount, authority=lambda: able, currency="USD", within_authority=within)


@given(st.lists(rules(), min_size=1, max_size=4), st.integers(0, 20).map(D), candidates(8), st.booleans())
def test_a_plan_can_be_finished_by_people_who_may_and_only_with_authority(steps, amount, authority, within):
    barred = {one.person for one in authority if one.bar}
    try:
        found = planned(steps, amount, authority, within)
    except CannotPlan:
        return
    assert found.steps
    for step in found.steps:
        assert 1 <= step.needed <= len({ask.person for ask in step.asks})
        assert len(step.asks) == len({ask.person for ask in step.asks})
    if within:
        assert is_covered(found.steps, amount)
    named = {one.person for rule in steps for one in (*rule.people, *rule.otherwise) if not one.bar}
    able = {one.person for one in authority} - barred
    assert {ask.person for step in found.steps for ask in step.asks} <= named | able
    assert [step.position for step in found.steps] == sorted(step.position for step in found.steps)


@given(st.lists(rules(), min_size=1, max_size=4), st.integers(0, 20).map(D), candidates(8), st.data())
def test_however_the_steps_are_satisfied_someone_with_authority_approved(steps, amount, authority, data):
    try:
        found = planned(steps, amount, authority)
    except CannotPlan:
        return
    approved = []
    for step in found.steps:
        order = data.draw(st.permutations(step.asks))
        approved += order[: step.needed]
    assert any(covers(ask.limit, amount) for ask in approved)


@given(st.lists(rules(), min_size=1, max_size=4), st.integers(0, 20).map(D))
def test_no_step_asks_for_fewer_than_its_policy_demands(steps, amount):
    numbered = [replace(rule, number=number) for number, rule in enumerate(steps, 1)]
    try:
        found = planned(numbered, amount, (), within=False)
    except CannotPlan:
        return
    planned_steps = {step.number: step for step in found.steps}
    for rule in numbered:
        if rule.by_authority:
            continue
        step = planned_steps.get(rule.number)
        free = [one for one in rule.people if not one.bar]
        if step is None:
            assert rule.skip_if_nobody or rule.demanded == 0
            assert not free or rule.demanded == 0
        else:
            assert step.needed >= (len(free) if rule.demanded is None else rule.demanded)


asks = st.builds(AskFacts, PEOPLE, st.booleans(), st.booleans(), st.one_of(st.none(), PEOPLE))


@given(
    st.lists(st.builds(StepFacts, st.integers(1, 3), st.integers(1, 3), st.tuples(asks, asks)), max_size=4)
)
def test_nothing_is_finished_before_every_step_has_its_approvals(steps):
    due = due_steps(steps)
    assert (not due) == all(is_satisfied(step) for step in steps)
    for step in due:
        assert not is_satisfied(step)
        assert all(is_satisfied(other) for other in steps if other.position < step.position)


@given(PEOPLE, PEOPLE, st.frozensets(PEOPLE), st.frozensets(PEOPLE), st.lists(asks, max_size=4))
def test_nobody_decides_their_own_work_or_twice(person, asked, apart, decides_for, others):
    refusal = why_not(DeciderFacts(person, asked, apart, decides_for), others)
    if refusal is None:
        assert person not in apart
        assert asked not in apart
        assert person == asked or asked in decides_for
        assert not any(ask.approved and ask.decided_by == person and ask.person != asked for ask in others)


def test_people_are_not_counted_twice():
    twice = (AskFacts(1, True, False, 1), AskFacts(1, True, False, 1))
    assert not is_satisfied(StepFacts(1, 2, twice))


def lead(bar="", limit=None, away=""):
    return Candidate(1, "Lena Lead", "leads the matter.", bar, limit, away)


BACKUP = Candidate(2, "Bert Backup", "backs up %(instead)s, who %(reason)s.", limit=D(50))
COUNSEL = Candidate(3, "Gerda Counsel", "", limit=D(1000))


def default(first, amount, authority=(COUNSEL,)):
    steps = [
        StepRule(1, "Step 1", "one", (first,), (BACKUP,), 1, skip_if_nobody=True, number=1),
        StepRule(2, "Step 2", "one", by_authority=True, number=2),
    ]
    return planned(steps, D(amount), authority)


def words(found):
    return [(ask.name, ask.why) for step in found.steps for ask in step.asks]


def test_the_why_of_each_step():
    assert words(default(lead(limit=D(10)), 10)) == [("Lena Lead", "leads the matter.")]
    assert words(default(lead(limit=D(10)), 100)) == [
        ("Lena Lead", "leads the matter."),
        ("Gerda Counsel", "may approve up to USD 1,000; USD 100.00 is above the limit of Lena Lead."),
    ]
    assert words(default(lead(bar="has left"), 10)) == [
        ("Bert Backup", "backs up Lena Lead, who has left."),
    ]


def test_one_who_is_away_is_passed_over_where_the_policy_leaves_a_choice():
    steps = [StepRule(1, "Step 1", "one", (lead(away="is away"), COUNSEL), demanded=1)]
    assert words(planned(steps, None, ()))[0][0] == "Gerda Counsel"
    alone = [StepRule(1, "Step 1", "one", (lead(away="is away"),), demanded=1)]
    assert words(planned(alone, None, ()))[0][0] == "Lena Lead"


def test_a_step_with_too_few_people_says_who_and_why():
    with pytest.raises(CannotPlan) as refused:
        planned([StepRule(1, "Step 1", "n_of", (lead(bar="has left"), COUNSEL), demanded=2)], None, ())
    assert (refused.value.label, refused.value.needed, refused.value.possible) == ("Step 1", 2, 1)
    assert refused.value.passed_over[0][1].bar == "has left"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (
            StepShape(1, "role", "any", "given the role Finance", people=0),
            "Step 1: nobody is given the role Finance",
        ),
        (
            StepShape(2, "team", "n_of", "of the team IP", needed=3, people=2),
            "Step 2: it asks for 3 approvals",
        ),
        (StepShape(1, "people", "n_of", "named", needed=None, people=2), "Step 1: say how many"),
        (StepShape(1, "people", "all", "named", people=2, gone=("Old Hand",)), "Step 1: Old Hand has left"),
        (StepShape(1, "role", "any", "x", people=1, escalates=True), "Step 1: say after how many"),
        (StepShape(1, "role", "any", "x", people=1, escalates_after=3), "Step 1: say to whom"),
    ],
)
def test_faults_are_named_with_their_place(shape, said):
    assert faults_of([shape])[0].startswith(said)


def test_a_policy_without_steps_is_a_fault():
    assert "at least one step" in faults_of([])[0]
