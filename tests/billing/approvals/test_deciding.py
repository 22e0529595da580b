"""Submitting and deciding: every gate, every outcome, every second click."""

from decimal import Decimal as D

import pytest

from billing.models import InvoiceNote, InvoiceTransition
from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, recall, reject, send_back, submit_for_approval
from billing.services.invoices import reject_invoice, take_review
from legalops.access.models import AuthorityLimit
from legalops.approvals.models import Ask, Request
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from tests.billing.scenes import make_scene, reason
from tests.factories import make_finding, make_person, raise_wall

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene(1000, 500)


def submitted(*amounts, **fields):
    scene = make_scene(*amounts, **fields)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    return scene


def state(scene):
    return scene.fresh().state


def test_the_straight_way(scene):
    step = submit_for_approval(scene.invoice, actor=scene.reviewer)
    assert (step.person, state(scene)) == (scene.lead, "pending_approval")
    assert approve(scene.invoice, actor=scene.lead) is None
    assert state(scene) == "approved"
    assert scene.fresh().approved_at is not None


def test_two_steps_in_order():
    scene = submitted(8000)
    with pytest.raises(NotAllowed, match="waits for Lena Lead"):
        approve(scene.invoice, actor=scene.counsel)
    assert approve(scene.invoice, actor=scene.lead).person == scene.counsel
    assert state(scene) == "pending_approval"
    approve(scene.invoice, actor=scene.counsel)
    assert state(scene) == "approved"


def test_second_clicks_change_nothing(scene):
    for _ in range(2):
        submit_for_approval(scene.invoice, actor=scene.reviewer)
    for _ in range(2):
        approve(scene.invoice, actor=scene.lead)
    assert Ask.objects.count() == 1
    assert InvoiceTransition.objects.count() == 2
    assert AuditEvent.objects.filter(action="billing.invoice.approved").count() == 1


def test_open_findings_must_be_decided_or_left_on_purpose(scene):
    make_finding(scene.invoice, scene.lines[0])
    make_finding(scene.invoice, scene.lines[0], rule="G41", outcome="adjust", reduction=10)
    with pytest.raises(DomainError, match="1 finding of invoice"):
        submit_for_approval(scene.invoice, actor=scene.reviewer)
    assert state(scene) == "in_review"
    submit_for_approval(scene.invoice, actor=scene.reviewer, confirm_open=True)
    assert state(scene) == "pending_approval"


def test_an_invoice_of_which_nothing_is_left_is_not_submitted(scene):
    for line in scene.lines:
        reduce_line(line, percent=D(100), reason=reason(), actor=scene.reviewer)
    with pytest.raises(DomainError, match="Reject it instead"):
        submit_for_approval(scene.invoice, actor=scene.reviewer)


def test_a_credit_note_can_be_approved():
    scene = submitted(-300)
    approve(scene.invoice, actor=scene.lead)
    assert state(scene) == "approved"


def test_what_changed_since_it_was_seen_is_not_approved(scene):
    seen = scene.fresh().version
    reduce_line(scene.lines[0], amount=D(100), reason=reason(), actor=scene.reviewer)
    with pytest.raises(Conflict, match=r"1,400\.00"):
        submit_for_approval(scene.invoice, actor=scene.reviewer, seen_version=seen)
    submit_for_approval(scene.invoice, actor=scene.reviewer, seen_version=scene.fresh().version)
    with pytest.raises(Conflict):
        approve(scene.invoice, actor=scene.lead, seen_version=seen)
    assert state(scene) == "pending_approval"


def test_sending_back_opens_the_review_and_a_new_round(scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    with pytest.raises(DomainError) as refused:
        send_back(scene.invoice, reason=" ", actor=scene.lead)
    assert refused.value.field == "reason"
    for _ in range(2):
        send_back(scene.invoice, reason="Look at line 2", actor=scene.lead)
    assert state(scene) == "in_review"
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    approve(scene.invoice, actor=scene.lead)
    assert [request.round for request in Request.objects.order_by("round")] == [1, 2]
    assert state(scene) == "approved"


def test_an_approver_rejects_with_a_reason_the_firm_reads():
    scene = submitted(8000)
    for _ in range(2):
        reject(scene.invoice, reason="Not our matter", actor=scene.lead)
    assert state(scene) == "rejected"
    note = InvoiceNote.objects.get()
    assert (note.audience, note.body) == ("firm", "Not our matter")
    assert not Ask.objects.filter(state__in=["pending", "waiting"]).exists()


def test_a_reviewer_rejects_and_recalls(scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    with pytest.raises(Conflict):
        reject_invoice(scene.invoice, reason="Wrong client", actor=scene.reviewer)
    for _ in range(2):
        recall(scene.invoice, actor=scene.reviewer)
    assert state(scene) == "in_review"
    for _ in range(2):
        reject_invoice(scene.invoice, reason="Wrong client", actor=scene.reviewer)
    assert state(scene) == "rejected"
    assert InvoiceTransition.objects.filter(name="reject").count() == 1


def test_above_authority_is_refused_when_the_limit_fell_meanwhile(scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    AuthorityLimit.objects.filter(user=scene.lead).update(amount=100)
    with pytest.raises(NotAllowed, match="above your limit"):
        approve(scene.invoice, actor=scene.lead)
    assert state(scene) == "pending_approval"


def test_an_approver_who_took_part_later_is_refused(scene):
    both = make_person("ebilling_specialist", "attorney", name="Ida Both", limit=10_000)
    scene.matter.lead = both
    scene.matter.members.create(user=both, role="lead")
    scene.matter.save()
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    recall(scene.invoice, actor=both)
    reduce_line(scene.lines[0], amount=D(1), reason=reason(), actor=both)
    assert submit_for_approval(scene.invoice, actor=scene.reviewer).person != both


def test_a_wall_raised_meanwhile_hides_the_invoice_from_its_approver(scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    raise_wall(scene.matter, scene.lead)
    with pytest.raises(NotFound):
        approve(scene.invoice, actor=scene.lead)
    assert state(scene) == "pending_approval"


@pytest.mark.parametrize(
    "role", ["attorney", "finance", "auditor", "legal_project_manager", "ebilling_specialist"]
)
def test_nobody_else_decides_and_nothing_changes(role):
    scene = submitted(1000)
    before = (AuditEvent.objects.count(), InvoiceTransition.objects.count(), InvoiceNote.objects.count())
    person = make_person(role)
    for act in (approve, send_back, reject):
        with pytest.raises((NotAllowed, NotFound)):
            act(scene.invoice, actor=person, **({} if act is approve else {"reason": "x"}))
    if role != "ebilling_specialist":
        with pytest.raises((NotAllowed, NotFound)):
            recall(scene.invoice, actor=person)
    assert state(scene) == "pending_approval"
    after = (AuditEvent.objects.count(), InvoiceTransition.objects.count(), InvoiceNote.objects.count())
    assert before == after


def test_a_review_can_be_taken_over(scene):
    other = make_person("legal_ops_manager")
    take_review(scene.invoice, actor=other)
    assert scene.fresh().reviewer == other
    with pytest.raises(NotAllowed):
        take_review(scene.invoice, actor=scene.counsel)
