"""Policies: which fits, whom it asks, versions, and what cannot be published."""

from decimal import Decimal as D

import pytest

from billing.services.approvals import approve
from legalops.access.models import AuthorityLimit, Role
from legalops.approvals.models import Policy
from legalops.approvals.selectors import plan_for
from legalops.approvals.services import policies
from legalops.approvals.services.policies import PolicyFaults
from legalops.kernel.errors import DomainError, NotAllowed
from tests.approvals.scenes import approvers, pending, people, policy, submit, submitted
from tests.billing.scenes import make_scene
from tests.factories import make_person, make_team, raise_wall

pytestmark = pytest.mark.django_db
ABOVE = [{"field": "amount", "operator": "above", "value": "5000"}]


def names(scene, amount=None):
    plan = plan_for(scene.fresh(), asker=scene.reviewer, amount=amount).plan
    return [(step.position, step.names) for step in plan.steps]


def test_the_first_policy_whose_conditions_are_met_counts():
    scene, (one,) = make_scene(1000), approvers(1)
    policy(people(one), conditions=ABOVE)
    assert names(scene) == [(1, "Lena Lead")]
    assert names(scene, D("5000.00")) == [(1, "Lena Lead")]
    assert names(scene, D("5000.01")) == [(1, "Approver 1")]


def test_parallel_steps_are_asked_together_and_all_have_to_approve():
    one, two = approvers(2)
    scene, request = submitted({"position": 1, **people(one)}, {"position": 1, **people(two)})
    assert pending(request) == ["Approver 1", "Approver 2"]
    approve(scene.invoice, actor=two)
    assert scene.fresh().state == "pending_approval"
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"


@pytest.mark.parametrize(("mode", "needed", "after"), [("any", None, 1), ("n_of", 2, 2), ("all", None, 3)])
def test_a_step_is_satisfied_by_as_many_as_it_demands(mode, needed, after):
    crew = approvers(3)
    scene, request = submitted({**people(*crew), "mode": mode, "needed": needed})
    for done, person in enumerate(crew[:after], 1):
        assert scene.fresh().state == "pending_approval"
        approve(scene.invoice, actor=person)
        assert (scene.fresh().state == "approved") == (done == after)
    states = sorted(request.asks.values_list("state", flat=True))
    assert states == sorted(["approved"] * after + ["not_needed"] * (3 - after))


def test_whoever_approved_in_one_step_is_not_asked_again_in_another():
    one, two = approvers(2)
    scene, request = submitted({**people(one, two), "mode": "any"}, {**people(one), "mode": "all"})
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"
    assert request.asks.filter(state="approved", decided_by=one).count() == 2


def test_without_authority_among_the_named_the_nearest_with_it_is_asked_last():
    one, two = approvers(2, limit=100)
    scene, request = submitted({**people(one, two), "mode": "any"})
    approve(scene.invoice, actor=one)
    assert pending(request) == ["Lena Lead"]
    assert "above the limit of Approver 1, Approver 2" in request.asks.get(person=scene.lead).why


def test_limits_are_not_added_up_and_may_fall_meanwhile():
    one, two = approvers(2, limit=800)
    scene, request = submitted({**people(one, two), "mode": "n_of", "needed": 2})
    assert request.steps.count() == 2
    for person in (one, two):
        approve(scene.invoice, actor=person)
    AuthorityLimit.objects.filter(user=scene.lead).update(amount=900)
    with pytest.raises(NotAllowed, match="above your limit"):
        approve(scene.invoice, actor=scene.lead)
    assert scene.fresh().state == "pending_approval"


def test_a_limit_for_invoices_goes_before_the_one_for_everything():
    scene = make_scene(1000, lead_limit=5000)
    AuthorityLimit.objects.create(user=scene.lead, amount=10, kind="invoice", valid_from="2020-01-01")
    assert names(scene) == [(1, "Lena Lead"), (2, "Gerda Counsel")]
    AuthorityLimit.objects.filter(kind="invoice").update(kind="budget")
    assert names(scene) == [(1, "Lena Lead")]


def test_a_role_and_a_team_ask_everyone_who_may_see_it():
    scene = make_scene(1000)
    finance = [make_person("finance", name=f"Finance {n}") for n in (1, 2)]
    walled = make_person("finance", name="Finance 3")
    raise_wall(scene.matter, walled)
    made = policy({"who": "role", "role": "finance", "mode": "any"})
    assert names(scene) == [(1, "Finance 1, Finance 2"), (2, "Lena Lead")]
    team = make_team(finance[0], walled, name="Payables")
    policies.write_steps(made, [{"who": "team", "team": team.pk, "mode": "any"}])
    policies.publish(made, actor=finance[0])
    assert names(scene)[0] == (1, "Finance 1")


def test_requests_that_wait_keep_the_version_they_were_asked_under():
    one, two = approvers(2)
    scene, request = submitted(people(one))
    changed = policy(people(two))
    assert changed.published.number == 2
    assert request.policy.number == 1
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"
    policies.restore(changed, changed.versions.get(number=1), actor=one)
    assert policies.is_unpublished(changed)
    assert policies.publish(changed, actor=one).number == 3
    assert policies.publish(changed, actor=one).number == 3


def test_what_could_never_be_finished_is_not_published():
    gone = make_person("attorney", name="Old Hand", is_active=False)
    made = Policy.objects.create(
        code="bad", name="Bad", record_type="invoice", conditions=[{"field": "mood"}]
    )
    team = make_team(make_person("attorney"), name="Small")
    policies.write_steps(
        made,
        [
            {"who": "role", "role": "auditor"},
            {"who": "team", "team": team.pk, "mode": "n_of", "needed": 3},
            people(gone),
            {"who": "relation", "relation": "matter.colour"},
        ],
    )
    with pytest.raises(PolicyFaults) as refused:
        policies.publish(made, actor=gone)
    said = "\n".join(refused.value.faults)
    for words in (
        "condition 1: there is no field “mood”",
        "Step 1: nobody is given the role Auditor",
        "Step 2: it asks for 3 approvals, but only 1",
        "Step 3: Old Hand has left",
        "Step 4: nobody is named: choose a part",
    ):
        assert words in said
    assert not made.versions.exists()


def test_with_too_few_people_the_submission_says_which_policy_and_who():
    scene, (one,) = make_scene(1000), approvers(1)
    walled = make_person("general_counsel", name="Walled Off")
    raise_wall(scene.matter, walled)
    policy({**people(one, walled), "mode": "all"}, name="Two of us")
    with pytest.raises(DomainError, match=r"Policy Two of us, Step 1: 2 must approve .*only 1 .*Walled Off"):
        submit(scene)
    assert scene.fresh().state == "in_review"


def test_without_a_fitting_policy_the_submission_says_what_to_set_up():
    scene = make_scene(1000)
    Policy.objects.update(is_active=False)
    with pytest.raises(DomainError, match="No approval policy fits this invoice"):
        submit(scene)


def test_the_shipped_policy_is_published_and_stays_as_changed():
    shipped = Policy.objects.get(code="invoices")
    assert shipped.published.content["steps"][0]["relation"] == "matter.lead"
    assert not policies.faults_of(shipped)
    assert Role.objects.filter(code="finance").exists()
