"""EU mode: a tax invoice is disputed, rejected or approved as billed, and never reduced."""

from decimal import Decimal as D

import pytest
from django.test import Client

from billing.models import ReasonCode
from billing.services.adjustments import adjust_invoice, reduce_line, undo_adjustment
from billing.services.approvals import approve, reject, submit_for_approval
from billing.services.findings import accept_finding, accept_findings, dismiss_findings
from billing.services.invoices import reject_invoice
from billing.services.reference import install_reference
from legalops.kernel.errors import DomainError
from tests.billing.scenes import make_scene, reason
from tests.factories import make_biller, make_finding, make_invoice
from vendors.services.firms import edit_firm

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def scene(db):
    """A tax invoice of two lines, and a finding that would take 100 off the first."""
    scene = make_scene(1000, 500)
    edit_firm(scene.firm, {"tax_invoices": True}, actor=scene.counsel)
    scene.invoice.refresh_from_db()
    cut = {"rule": "G26", "outcome": "adjust", "reduction": D(100), "message": "Rate above the agreed"}
    scene.finding = make_finding(scene.invoice, scene.lines[0], **cut)
    return scene


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_billed(scene) -> bool:
    fresh = scene.fresh()
    return fresh.approved_amount == fresh.billed_total and not fresh.adjustments.exists()


def test_no_door_reduces_it(scene):
    for reduce in (
        lambda: reduce_line(scene.lines[0], amount=D(1), reason=reason(), actor=scene.reviewer),
        lambda: reduce_line(scene.lines[0], percent=D(5), reason=reason(), actor=scene.reviewer),
        lambda: adjust_invoice(scene.invoice, percent=D(10), reason=reason(), actor=scene.reviewer),
    ):
        with pytest.raises(DomainError, match="cannot be reduced") as refusal:
            reduce()
        assert refusal.value.code == "invoice.tax_invoice"
    accept_finding(scene.finding, actor=scene.reviewer)
    assert as_billed(scene)


def test_a_dispute_keeps_it_from_approval_until_it_is_settled(scene):
    accept_findings(scene.invoice, [scene.finding], actor=scene.reviewer)
    with pytest.raises(DomainError, match="in dispute") as refusal:
        submit_for_approval(scene.invoice, actor=scene.reviewer, confirm_open=True)
    assert refusal.value.code == "invoice.disputed"
    make_invoice(scene.firm, scene.matter, -100, number="CN-1")
    credited = ReasonCode.objects.get(code="credited")
    dismiss_findings(scene.invoice, [scene.finding], reason=credited, note="CN-1", actor=scene.reviewer)
    submit_for_approval(scene.invoice, actor=scene.reviewer)
    approve(scene.invoice, actor=scene.lead)
    assert scene.fresh().state == "approved"
    assert as_billed(scene)


def test_the_firm_reads_every_disputed_line_when_it_is_rejected(scene):
    accept_finding(scene.finding, actor=scene.reviewer)
    reject_invoice(scene.invoice, reason="Please bill anew.", actor=scene.reviewer)
    notes = [note.body for note in scene.invoice.notes.filter(audience="firm")]
    assert notes[0] == "Please bill anew."
    assert "Line 1, USD 100.00 without tax: Rate above the agreed" in notes[1]
    page = browser(make_biller(scene.firm)).get(f"/portal/invoices/{scene.invoice.pk}/").content.decode()
    assert "Line 1, USD 100.00" in page


def test_an_approver_rejects_it_without_disputes_too(scene):
    submit_for_approval(scene.invoice, actor=scene.reviewer, confirm_open=True)
    reject(scene.invoice, reason="Not ours.", actor=scene.lead)
    assert [note.body for note in scene.invoice.notes.all()] == ["Not ours."]


def test_reductions_from_before_are_undone_first(scene):
    edit_firm(scene.firm, {"tax_invoices": False}, actor=scene.counsel)
    scene.invoice.refresh_from_db()
    row = reduce_line(scene.lines[0], amount=D(10), reason=reason(), actor=scene.reviewer)
    edit_firm(scene.firm, {"tax_invoices": True}, actor=scene.counsel)
    with pytest.raises(DomainError, match="Undo its reductions"):
        submit_for_approval(scene.fresh(), actor=scene.reviewer, confirm_open=True)
    undo_adjustment(row, actor=scene.reviewer)
    assert scene.fresh().approved_amount == D(1500)


def test_the_page_offers_disputes_and_no_reductions(scene):
    client = browser(scene.reviewer)
    address = f"/invoices/{scene.invoice.pk}/"
    page = client.get(address).content.decode()
    assert "It cannot be reduced" in page
    assert "Dispute" in page
    assert f"{address}lines/{scene.lines[0].pk}/" not in page
    assert f"{address}reduce/" not in page
    line = scene.lines[0].pk
    data = {f"l{line}-amount": "5", f"l{line}-mode": "amount", f"l{line}-reason": reason().pk}
    forged = client.post(f"{address}lines/{line}/", data | {f"l{line}-seen": "0"}, **HTMX)
    assert forged.status_code == 422
    answer = client.post(f"{address}findings/accept/", {"finding": scene.finding.pk}, **HTMX)
    assert "Disputed by Bill" in answer.content.decode()
    assert "in dispute" in answer.content.decode()
    assert as_billed(scene)


def test_invoices_of_other_firms_are_reduced_as_ever():
    scene = make_scene(1000)
    reduce_line(scene.lines[0], amount=D(10), reason=reason(), actor=scene.reviewer)
    assert (
        "It cannot be reduced"
        not in browser(scene.reviewer).get(f"/invoices/{scene.invoice.pk}/").content.decode()
    )


def test_the_reason_for_a_credit_note_reaches_departments_that_exist():
    ReasonCode.objects.filter(code="credited").delete()
    install_reference()
    assert ReasonCode.objects.get(code="credited").for_dismissal
