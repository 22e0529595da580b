"""Deciding on findings, and what that does to the lines."""

from decimal import Decimal as D

import pytest

from billing.models import LineAdjustment, ReviewFinding
from billing.services.adjustments import reduce_line, undo_adjustment
from billing.services.findings import (
    accept_finding,
    accept_findings,
    dismiss_finding,
    dismiss_findings,
    reopen_finding,
    reopen_findings,
)
from legalops.audit.models import AuditEvent
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from tests.billing.scenes import dismissal, make_scene, reason
from tests.factories import make_finding, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene(1000, 500)


def adjusting(scene, rule, amount, line=0):
    fields = {"outcome": "adjust", "reduction": D(amount), "message": f"{rule} says"}
    return make_finding(scene.invoice, scene.lines[line], rule=rule, **fields)


def test_accepting_takes_the_proposed_reduction_once(scene):
    finding = adjusting(scene, "G26", 200)
    accept_finding(finding, actor=scene.reviewer)
    assert accept_finding(finding, actor=scene.reviewer) == set()
    row = LineAdjustment.objects.get()
    assert (row.amount, row.finding, row.reason.code, row.note_to_firm) == (
        D(200),
        finding,
        "rate",
        "G26 says",
    )
    assert scene.fresh().reduction_net == D(200)
    assert AuditEvent.objects.filter(action="billing.finding.accepted").count() == 1


def test_several_on_one_line_cut_to_the_lowest_result_in_any_order(scene):
    findings = [adjusting(scene, "G26", 200), adjusting(scene, "G41", 500), adjusting(scene, "G36", 300)]
    for finding in findings:
        accept_finding(finding, actor=scene.reviewer)
    assert scene.lines[0].reduction == D(500)
    reopen_finding(findings[1], actor=scene.reviewer)
    assert scene.lines[0].reduction == D(300)
    reopen_finding(findings[0], actor=scene.reviewer)
    assert scene.lines[0].reduction == D(300)
    reopen_finding(findings[2], actor=scene.reviewer)
    assert scene.fresh().reduction_net == 0


def test_accepting_all_at_once_gives_the_same(scene):
    findings = [
        adjusting(scene, "G26", 200),
        adjusting(scene, "G41", 500),
        adjusting(scene, "G45", 500, line=1),
    ]
    changed = accept_findings(scene.invoice, findings, actor=scene.reviewer)
    assert changed == {line.pk for line in scene.lines}
    assert [line.reduction for line in scene.lines] == [D(500), D(500)]
    reopen_findings(scene.invoice, findings, actor=scene.reviewer)
    assert scene.fresh().reduction_net == 0
    assert ReviewFinding.objects.filter(state="open").count() == 3


def test_a_deeper_cut_by_hand_stays_and_the_finding_lies_below_it(scene):
    by_hand = reduce_line(scene.lines[0], amount=D(600), reason=reason(), actor=scene.reviewer)
    accept_finding(adjusting(scene, "G41", 500), actor=scene.reviewer)
    assert scene.lines[0].reduction == D(600)
    undo_adjustment(by_hand, actor=scene.reviewer)
    assert scene.lines[0].reduction == D(500)


def test_a_hand_may_cut_less_than_the_finding_accepted(scene):
    finding = adjusting(scene, "G41", 500)
    accept_finding(finding, actor=scene.reviewer)
    reduce_line(scene.lines[0], amount=D(100), reason=reason(), actor=scene.reviewer)
    assert scene.lines[0].reduction == D(100)
    finding.refresh_from_db()
    assert finding.state == "accepted"


def test_undoing_the_reduction_opens_the_finding(scene):
    finding = adjusting(scene, "G41", 500)
    accept_finding(finding, actor=scene.reviewer)
    undo_adjustment(LineAdjustment.objects.get(), actor=scene.reviewer)
    finding.refresh_from_db()
    assert (finding.state, finding.decided_at, scene.fresh().reduction_net) == ("open", None, 0)


def test_a_finding_never_takes_more_than_the_line(scene):
    accept_finding(adjusting(scene, "G27", 1190), actor=scene.reviewer)
    assert scene.lines[0].approved == 0


def test_warnings_and_findings_on_the_invoice_reduce_nothing(scene):
    for finding in (make_finding(scene.invoice), make_finding(scene.invoice, scene.lines[0])):
        assert accept_finding(finding, actor=scene.reviewer) == set()
    assert not LineAdjustment.objects.exists()


def test_dismissing_needs_a_fitting_reason_and_keeps_the_note(scene):
    finding = adjusting(scene, "G41", 500)
    with pytest.raises(DomainError) as refused:
        dismiss_finding(finding, reason=reason(), actor=scene.reviewer)
    assert refused.value.field == "reason"
    dismiss_finding(finding, reason=dismissal(), note=" agreed by phone ", actor=scene.reviewer)
    finding.refresh_from_db()
    assert (finding.state, finding.dismissal_note) == ("dismissed", "agreed by phone")
    assert finding.decided_by == scene.reviewer


def test_dismissing_what_was_accepted_takes_the_reduction_back(scene):
    finding = adjusting(scene, "G41", 500)
    accept_finding(finding, actor=scene.reviewer)
    assert dismiss_finding(finding, reason=dismissal(), actor=scene.reviewer) == {scene.lines[0].pk}
    assert scene.fresh().reduction_net == 0


def test_accepting_what_somebody_dismissed_is_a_conflict(scene):
    finding = adjusting(scene, "G41", 500)
    dismiss_finding(finding, reason=dismissal(), actor=make_person("legal_ops_manager", name="Otto"))
    with pytest.raises(Conflict, match="Otto dismissed"):
        accept_finding(finding, actor=scene.reviewer)
    assert scene.fresh().reduction_net == 0


def test_findings_of_another_invoice_are_left_alone(scene):
    other = make_scene(700)
    foreign = adjusting(other, "G41", 100)
    accept_findings(scene.invoice, [foreign], actor=scene.reviewer)
    dismiss_findings(scene.invoice, [foreign], reason=dismissal(), actor=scene.reviewer)
    foreign.refresh_from_db()
    assert foreign.state == "open"


@pytest.mark.parametrize("role", ["attorney", "general_counsel", "finance", "auditor"])
def test_nobody_else_decides(scene, role):
    finding = adjusting(scene, "G41", 500)
    with pytest.raises((NotAllowed, NotFound)):
        accept_finding(finding, actor=make_person(role))
    finding.refresh_from_db()
    assert finding.state == "open"
    assert scene.fresh().version == 1
