"""A file from upload to an invoice under review."""

from decimal import Decimal

import pytest

from billing.models import Invoice, InvoiceLine, ReviewFinding, Submission
from legalops.audit.models import AuditEvent
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.billing.intake.fixtures import checked, codes, imported, only_invoice

pytestmark = pytest.mark.django_db


def test_checked_file_shows_what_it_holds(firm, biller, matter, jo):
    file = ledes(invoice("INV-1", fee("2.00"), expense()), invoice("INV-2", fee("1.00")))
    submission = checked(file, firm, biller)
    assert submission.state == "ready"
    assert submission.format == "LEDES1998B"
    assert [(each["number"], each["total"], each["lines"]) for each in submission.summary] == [
        ("INV-1", "1040.0000", 2),
        ("INV-2", "500.0000", 1),
    ]
    assert not submission.invoices.exists()


def test_submitted_file_becomes_an_invoice_in_review(firm, biller, matter, jo):
    file = ledes(invoice("INV-1", fee("2.00"), fee("1.50", line_item_date="20260515"), expense()))
    stored = only_invoice(imported(file, firm, biller))
    assert (stored.state, stored.matter) == ("in_review", matter)
    assert (stored.billed_total, stored.billed_fees, stored.billed_expenses) == (1790, 1750, 40)
    assert (stored.billed_hours, stored.base_total, stored.line_count) == (Decimal("3.5"), 1790, 3)
    lines = list(stored.lines.order_by("position"))
    assert [line.base_net for line in lines] == [1000, 750, 40]
    assert [line.timekeeper_id for line in lines] == [jo.pk, jo.pk, None]
    assert [line.phase for line in lines] == ["L100", "L100", "E100"]
    assert {line.matter_id for line in lines} == {matter.pk}
    assert [line.narrative for line in lines][2] == "Courier to court"


def test_rules_run_when_it_is_stored(firm, biller, matter, jo):
    submission = imported(ledes(invoice("INV-1", fee("2.00", "550.00"))), firm, biller)
    finding = ReviewFinding.objects.get(rule="G26", invoice=only_invoice(submission))
    assert finding.reduction == 100
    assert finding.line == InvoiceLine.objects.get()
    assert finding.state == "open"
    assert finding.evidence["approved_rate"] == "500"


def test_the_ledger_tells_the_whole_story_under_the_names_of_those_who_acted(firm, biller, matter, jo):
    submission = imported(ledes(), firm, biller)
    stored = only_invoice(submission)
    told = AuditEvent.objects.filter(subject_type="billing.submission").order_by("id")
    assert [(event.action, event.actor_label) for event in told] == [
        ("billing.submission.received", str(biller)),
        ("billing.submission.checked", "Ledes intake"),
        ("billing.submission.submitted", str(biller)),
        ("billing.submission.imported", "Ledes intake"),
    ]
    about = AuditEvent.objects.filter(subject_type="billing.invoice", subject_id=stored.pk).order_by("id")
    assert [event.action for event in about] == ["billing.invoice.received", "billing.invoice.reviewed"]
    assert stored.transitions.get().to_state == "in_review"


def test_auto_submit_goes_all_the_way(firm, biller, matter, jo):
    submission = checked(ledes(), firm, biller, auto_submit=True)
    assert only_invoice(submission).state == "in_review"
    assert submission.submitted_by == biller
    assert (submission.format, submission.error_count) == ("LEDES1998B", 0)
    told = AuditEvent.objects.filter(subject_type="billing.submission", subject_id=submission.pk)
    assert [(event.action, event.actor_label) for event in told.order_by("id")] == [
        ("billing.submission.received", str(biller)),
        ("billing.submission.checked", "Ledes intake"),
        ("billing.submission.submitted", str(biller)),
        ("billing.submission.imported", "Ledes intake"),
    ]


def test_a_fed_file_is_stored_as_one_that_a_person_submits(firm, biller, matter, jo):
    file = ledes(invoice("INV-1", fee("2.00", "550.00")), invoice("INV-2", matter="M-77"))
    by_hand = imported(file, firm, biller)
    kept = _stored(by_hand)
    Invoice.objects.all().delete()
    Submission.objects.update(state="withdrawn")
    file.seek(0)
    fed = checked(file, firm, biller, auto_submit=True)
    assert _stored(fed) == kept
    assert [each["number"] for each in fed.summary] == ["INV-1", "INV-2"]
    assert "M601" in codes(fed)


def test_fed_file_with_an_error_tells_all_of_them_and_stores_nothing(firm, biller, matter, jo):
    imported(ledes(invoice("INV-1")), firm, biller)
    taken = ledes(invoice("INV-2"), invoice("inv-1", fee("1.00")), invoice("INV-2x"), invoice("inv-2"))
    fed = checked(taken, firm, biller, auto_submit=True)
    assert (fed.state, codes(fed, "error")) == ("refused", ["M603", "M603"])
    assert not Invoice.objects.filter(submission=fed).exists()


def _stored(submission):
    invoices = submission.invoices.order_by("number")
    columns = ("number", "state", "billed_total", "base_total", "line_count", "matter__number", "currency")
    lines = InvoiceLine.objects.filter(invoice__in=invoices).order_by("invoice__number", "position")
    findings = ReviewFinding.objects.filter(invoice__in=invoices).order_by("invoice__number", "rule", "pk")
    return (
        list(invoices.values_list(*columns)),
        list(lines.values_list("number", "total", "timekeeper__code", "base_net", "narrative", "phase")),
        list(findings.values_list("invoice__number", "rule", "line__position", "message", "reduction")),
    )
