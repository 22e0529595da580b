"""While somebody is away: who decides, up to which limit, and what is refused."""

from datetime import timedelta

import pytest

from billing.services.approvals import approve
from legalops.approvals import services
from legalops.approvals.models import Delegation
from legalops.approvals.selectors.inbox import count_waiting, waiting_for
from legalops.approvals.selectors.panel import panel_for
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.notifications.models import Notification
from matters.models import MatterMember
from tests.approvals.scenes import approvers, ask_of, pending, people, policy, submit, submitted
from tests.billing.scenes import make_scene
from tests.factories import make_person, raise_wall

pytestmark = pytest.mark.django_db


def away(person, to, first=0, last=5, **fields):
    today = clock.today()
    fields.setdefault("actor", person)
    return services.delegate(
        person, to, starts=today + timedelta(first), until=today + timedelta(last), **fields
    )


def test_the_stand_in_decides_and_both_names_stay():
    one, two = approvers(2)
    away(one, two)
    scene, request = submitted(people(one))
    (waiting,) = waiting_for(two)
    assert (waiting.on_behalf_of, count_waiting(one)) == (one, 1)
    assert set(Notification.objects.values_list("recipient", flat=True)) == {one.pk, two.pk}
    approve(scene.invoice, actor=two)
    ask = ask_of(request, one)
    assert (ask.state, ask.person, ask.decided_by) == ("approved", one, two)
    event = AuditEvent.objects.get(action="approvals.step.decided")
    assert (event.actor, event.after["decided_for"]) == (two, "Approver 1")
    assert scene.fresh().state == "approved"


def test_the_person_may_still_decide():
    one, two = approvers(2)
    away(one, two)
    scene, _request = submitted(people(one))
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"


def test_outside_its_days_and_kinds_a_delegation_counts_for_nothing():
    one, two = approvers(2)
    ended = away(one, two)
    services.end_delegation(ended, actor=one)
    away(one, two, 3, 5)
    scene, request = submitted(people(one))
    assert waiting_for(two) == []
    with pytest.raises(NotAllowed, match="waits for Approver 1"):
        approve(scene.invoice, actor=two)
    assert pending(request) == ["Approver 1"]


def test_an_authority_that_was_not_given_does_not_count():
    (one,) = approvers(1)
    small = make_person("general_counsel", name="Small Limit", limit=10)
    scene, _request = submitted(people(one))
    away(one, small, with_authority=False)
    with pytest.raises(NotAllowed, match=r"above your limit of USD 10\.00"):
        approve(scene.invoice, actor=small)
    Delegation.objects.update(with_authority=True)
    approve(scene.invoice, actor=small)
    assert scene.fresh().state == "approved"


def test_a_stand_in_who_worked_on_it_or_may_not_see_it_does_not_decide():
    one, walled = approvers(2)
    scene = make_scene(1000)
    policy(people(one))
    away(one, scene.reviewer)
    submit(scene)
    with pytest.raises(NotAllowed, match="You worked on"):
        approve(scene.invoice, actor=scene.reviewer)
    services.end_delegation(Delegation.objects.get(), actor=one)
    away(one, walled)
    raise_wall(scene.matter, walled)
    assert waiting_for(walled) == []
    assert scene.fresh().state == "pending_approval"


def test_one_person_never_counts_for_two():
    one, two = approvers(2)
    scene, request = submitted({**people(one, two), "mode": "all"})
    away(one, two)
    approve(scene.invoice, actor=two)
    approve(scene.invoice, actor=two)
    assert pending(request) == ["Approver 1"]
    assert scene.fresh().state == "pending_approval"
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"


def test_a_stand_in_who_approved_already_is_not_offered_the_next_step():
    one, two = approvers(2)
    scene, request = submitted(people(two), people(one))
    away(one, two)
    assert count_waiting(two) == 1
    approve(scene.invoice, actor=two)
    assert pending(request) == ["Approver 1"]
    assert (count_waiting(two), count_waiting(one)) == (0, 1)
    panel = panel_for(request, two)
    assert panel.mine is None
    assert (panel.due[0].stand_in, panel.due[0].barred) == ("", "Approver 2")
    assert panel_for(request, one).mine is not None


def test_circles_are_refused_with_everyone_in_them():
    one, two, three = approvers(3)
    away(one, two)
    with pytest.raises(DomainError, match="Approver 2 → Approver 1 → Approver 2") as refused:
        away(two, one)
    assert refused.value.field == "stand_in"
    away(two, three)
    with pytest.raises(DomainError, match="Approver 3 → Approver 1 → Approver 2 → Approver 3"):
        away(three, one)
    away(three, one, 6, 9)


def test_a_chain_ends_with_who_is_there():
    one, two, three = approvers(3)
    away(one, two)
    away(two, three)
    scene, _request = submitted(people(one))
    approve(scene.invoice, actor=three)
    assert scene.fresh().state == "approved"


def test_bad_delegations_are_refused_beside_their_field():
    one, two = approvers(2)
    gone = make_person("attorney", name="Old Hand", is_active=False)
    for fields, field in (
        ({"to": one}, "stand_in"),
        ({"to": gone}, "stand_in"),
        ({"to": two, "first": 5, "last": 1}, "until"),
        ({"to": two, "first": -9, "last": -3}, "until"),
    ):
        with pytest.raises(DomainError) as refused:
            away(one, **fields)
        assert refused.value.field == field
    away(one, two)
    with pytest.raises(DomainError, match="Approver 2 decides from"):
        away(one, make_person("attorney"), 1, 2)
    with pytest.raises(NotAllowed):
        away(one, two, actor=two)
    assert away(one, two) == Delegation.objects.get()


def test_who_is_away_alone_is_passed_over_where_others_can_be_asked():
    scene = make_scene(1000)
    backup = make_person("attorney", name="Bert Backup", limit=5000)
    MatterMember.objects.create(matter=scene.matter, user=backup, role="backup")
    services.note_absence(scene.lead, starts=clock.today(), actor=scene.lead)
    request = submit(scene)
    assert pending(request) == ["Bert Backup"]
    assert ask_of(request, backup).why == "backs up Lena Lead, who is away."
