"""A file from upload to an invoice under review."""

from decimal import Decimal

import pytest

from billing.enums import InvoiceState, SubmissionState
from billing.models import Invoice, InvoiceLine, ReviewFinding, Submission
from billing.services import intake, submitting
from legalops import jobs
from tests.billing.intake.files import expense, fee, invoice, ledes
from tests.factories import make_biller, make_firm, make_matter, make_rate, make_timekeeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return make_firm()


@pytest.fixture
def biller(firm):
    return make_biller(firm)


@pytest.fixture
def matter(firm):
    return make_matter(firms=(firm,), number="M-1")


@pytest.fixture
def jo(firm):
    person = make_timekeeper(firm, code="TK1")
    make_rate(person, 450)
    return person


def checked(file, firm, biller) -> Submission:
    submission = intake.receive(file, firm=firm, actor=biller)
    jobs.run_pending(propagate=True)
    submission.refresh_from_db()
    return submission


def test_good_file_is_checked_submitted_and_reviewed(firm, biller, matter, jo):
    file = ledes(invoice("INV-1", fee("2.00"), fee("1.50", line_item_date="20260515"), expense()))
    submission = checked(file, firm, biller)
    assert submission.state == SubmissionState.READY, list(submission.problems.values())
    assert submission.format == "LEDES1998B"
    assert submission.summary[0]["number"] == "INV-1"
    assert submission.summary[0]["total"] == "1790.0000"

    submitting.submit(submission, actor=biller)
    jobs.run_pending(propagate=True)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.IMPORTED
    stored = Invoice.objects.get()
    assert stored.state == InvoiceState.IN_REVIEW
    assert stored.matter == matter
    assert (stored.billed_total, stored.billed_fees, stored.billed_expenses) == (1790, 1750, 40)
    assert stored.billed_hours == Decimal("3.5")
    lines = list(stored.lines.order_by("position"))
    assert [line.base_net for line in lines] == [1000, 750, 40]
    assert [line.timekeeper_id for line in lines] == [jo.pk, jo.pk, None]
    assert [line.phase for line in lines] == ["L100", "L100", "E100"]
    assert {line.matter_id for line in lines} == {matter.pk}
    above = ReviewFinding.objects.filter(rule="G26").order_by("line__position")
    assert [finding.reduction for finding in above] == [100, 75]
    assert stored.transitions.get().to_state == InvoiceState.IN_REVIEW
    assert InvoiceLine.objects.count() == 3
