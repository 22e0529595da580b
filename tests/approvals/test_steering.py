"""Hold, recall, reassign, add, remind, escalate; and people who left."""

from datetime import timedelta

import pytest

from billing.services.approvals import approve, recall
from legalops.approvals import services
from legalops.approvals.models import Ask, Request
from legalops.approvals.services.escalating import escalate_late, settle_leavers
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.notifications.models import Notification
from matters.models import MatterMember
from tests.approvals.scenes import approvers, ask_of, pending, people, submitted
from tests.factories import make_biller, make_person, raise_wall

pytestmark = pytest.mark.django_db


def later(days):
    return clock.frozen(clock.now() + timedelta(days))


def test_on_hold_nobody_decides_and_nothing_escalates():
    one, two = approvers(2)
    scene, request = submitted({**people(one), "escalates_after": 1, "escalates_to": two.pk})
    due = ask_of(request, one).escalates_at
    services.hold(request, actor=one, reason="Waits for the receipt")
    for _ in range(2):
        services.hold(request, actor=one, reason="again")
    with pytest.raises(Conflict, match="on hold: Approver 1 said “Waits for the receipt”"):
        approve(scene.invoice, actor=one)
    with later(10):
        assert escalate_late() == 0
        services.resume(request, actor=one)
        services.resume(request, actor=one)
    assert ask_of(request, one).escalates_at - due > timedelta(9)
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"


def test_a_request_on_hold_can_be_recalled():
    scene, request = submitted()
    services.hold(request, actor=scene.lead, reason="Waits")
    recall(scene.invoice, actor=scene.reviewer)
    assert scene.fresh().state == "in_review"
    assert Request.objects.get().state == "recalled"


def test_what_needs_authority_is_not_passed_on_to_somebody_without_it():
    (one,) = approvers(1)
    _scene, request = submitted(people(one))
    auditor = make_person("auditor", name="Vera Auditor")
    with pytest.raises(DomainError, match=r"Vera Auditor may approve up to USD 0\.00.* USD 1,000\.00") as no:
        services.reassign(ask_of(request, one), auditor, actor=one, reason="Is away")
    assert no.value.field == "person"
    assert pending(request) == ["Approver 1"]


def test_a_step_besides_may_be_passed_on_to_anybody_who_sees_the_record():
    one, two = approvers(2)
    _scene, request = submitted(people(one), people(two))
    auditor = make_person("auditor", name="Vera Auditor")
    services.reassign(ask_of(request, one), auditor, actor=one, reason="Is away")
    assert pending(request) == ["Vera Auditor"]


def test_whoever_is_asked_passes_it_on_with_a_reason():
    one, two = approvers(2)
    scene, request = submitted(people(one))
    with pytest.raises(DomainError) as refused:
        services.reassign(ask_of(request, one), two, actor=one, reason=" ")
    assert refused.value.field == "reason"
    new = services.reassign(ask_of(request, one), two, actor=one, reason="Knows the case")
    assert (pending(request), new.replaces.person) == (["Approver 2"], one)
    with pytest.raises(NotAllowed):
        approve(scene.invoice, actor=one)
    with pytest.raises(Conflict):
        services.reassign(new.replaces, two, actor=one, reason="again")
    approve(scene.invoice, actor=two)
    assert scene.fresh().state == "approved"


def test_nobody_unsuitable_is_asked_instead():
    one, two = approvers(2)
    scene, request = submitted(people(one))
    raise_wall(scene.matter, two)
    for person, why in (
        (scene.reviewer, "worked on it"),
        (two, "may not approve it"),
        (one, "asked already"),
    ):
        for act in (
            lambda p: services.reassign(ask_of(request, one), p, actor=one, reason="x"),
            lambda p: services.add_approver(request, p, actor=one, reason="x"),
        ):
            with pytest.raises(DomainError, match=why):
                act(person)
    with pytest.raises(NotAllowed):
        services.reassign(ask_of(request, one), scene.lead, actor=scene.counsel, reason="x")
    with pytest.raises(NotFound):
        services.reassign(ask_of(request, one), scene.lead, actor=two, reason="x")
    assert pending(request) == ["Approver 1"]


def test_an_added_approver_is_waited_for():
    one, two = approvers(2)
    scene, request = submitted(people(one))
    services.add_approver(request, two, actor=one, reason="Tax question")
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "pending_approval"
    approve(scene.invoice, actor=two)
    assert scene.fresh().state == "approved"


def test_a_reminder_is_sent_once_in_a_while():
    scene, request = submitted()
    ask = ask_of(request, scene.lead)
    services.remind(ask, actor=scene.reviewer)
    with pytest.raises(DomainError, match="less than four hours ago"):
        services.remind(ask, actor=scene.reviewer)
    kinds = list(Notification.objects.filter(recipient=scene.lead).values_list("kind", flat=True))
    assert sorted(kinds) == ["approvals.asked", "approvals.reminded"]


def test_a_late_decision_escalates_once():
    one, two = approvers(2)
    scene, request = submitted({**people(one), "escalates_after": 2, "escalates_to": two.pk})
    assert escalate_late() == 0
    with later(7):
        assert escalate_late() == 1
        assert escalate_late() == 0
    assert pending(request) == ["Approver 2"]
    assert "Approver 1 did not decide within 2 working days" in ask_of(request, two).why
    assert AuditEvent.objects.filter(action="approvals.step.escalated").count() == 1
    approve(scene.invoice, actor=two)
    assert scene.fresh().state == "approved"


def test_without_anybody_to_escalate_to_the_request_is_flagged_and_stays_with_who_was_asked():
    (one,) = approvers(1)
    scene, request = submitted({**people(one), "escalates_after": 2, "escalates_to_role": "auditor",
                                "escalates_to": make_person("requester").pk})  # fmt: skip
    with later(7):
        assert escalate_late() == 0
        assert escalate_late() == 0
    request.refresh_from_db()
    assert "Nobody else can be asked" in request.problem
    assert AuditEvent.objects.filter(action="approvals.request.flagged").count() == 1
    assert Notification.objects.filter(kind="approvals.stuck", recipient=scene.reviewer).count() == 1
    approve(scene.invoice, actor=one)
    assert scene.fresh().state == "approved"


def test_what_a_leaver_was_asked_goes_to_whom_the_policy_names():
    scene, request = submitted()
    backup = make_person("attorney", name="Bert Backup", limit=5000)
    MatterMember.objects.create(matter=scene.matter, user=backup, role="backup")
    assert settle_leavers() == 0
    scene.lead.is_active = False
    scene.lead.save()
    assert settle_leavers() == 1
    assert pending(request) == ["Bert Backup"]
    assert "Lena Lead has left" in ask_of(request, backup).why
    approve(scene.invoice, actor=backup)
    assert scene.fresh().state == "approved"


def test_only_those_concerned_steer():
    scene, request = submitted()
    stranger = make_person("finance")
    for act in (
        lambda: services.hold(request, actor=stranger, reason="x"),
        lambda: services.recall(request, actor=stranger),
        lambda: services.add_approver(request, scene.counsel, actor=stranger, reason="x"),
        lambda: services.reassign(ask_of(request, scene.lead), scene.counsel, actor=stranger, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Request.objects.get().state == "open"
    assert Ask.objects.count() == 1


def test_nothing_happens_to_what_is_settled():
    scene, request = submitted()
    approve(scene.invoice, actor=scene.lead)
    for act in (
        lambda: services.hold(request, actor=scene.lead, reason="x"),
        lambda: services.recall(request, actor=scene.reviewer),
        lambda: services.add_approver(request, scene.counsel, actor=scene.lead, reason="x"),
        lambda: services.reassign(ask_of(request, scene.lead), scene.counsel, actor=scene.lead, reason="x"),
    ):
        with pytest.raises(Conflict, match="is approved by now"):
            act()
    assert scene.fresh().state == "approved"


def test_approvals_are_the_departments_own_affair():
    scene, request = submitted()
    biller = make_biller(scene.firm)
    assert scene.invoice in type(scene.invoice).objects.visible_to(biller)
    assert not Request.objects.visible_to(biller).exists()
    assert not Ask.objects.visible_to(biller).exists()
    with pytest.raises(DomainError, match="may not approve it"):
        services.reassign(ask_of(request, scene.lead), biller, actor=scene.lead, reason="x")
    with pytest.raises(DomainError, match="works for a firm"):
        services.delegate(scene.lead, biller, starts=clock.today(), actor=scene.lead)
    with pytest.raises(NotFound):
        services.hold(request, actor=biller, reason="x")
