"""The facts the rules see: rates, approvals, budgets, what was billed before."""

from datetime import date
from decimal import Decimal

import pytest

from billing.services.review_run import stored_facts
from legalops.fx.models import ExchangeRate
from matters.models import MatterRate, StaffedTimekeeper
from tests.factories import (
    make_budget,
    make_invoice,
    make_line,
    make_matter,
    make_rate,
    make_timekeeper,
)
from vendors.models import Rate

pytestmark = pytest.mark.django_db


def line_facts(firm, invoice):
    return stored_facts(firm, [invoice.pk]).lines.sort("position").to_dicts()


def invoice_facts(firm, invoice):
    return stored_facts(firm, [invoice.pk]).invoices.to_dicts()[0]


@pytest.fixture
def bill(firm, matter, jo):
    invoice = make_invoice(firm, matter, 1000)
    invoice.lines.update(timekeeper=jo)
    return invoice


@pytest.mark.parametrize(
    ("day", "rate"),
    [(date(2025, 12, 31), 500), (date(2026, 1, 1), 520), (date(2026, 6, 30), 520), (date(2026, 7, 1), None)],
)
def test_standard_rate_is_the_one_in_force_on_the_day(firm, bill, jo, day, rate):
    Rate.objects.filter(timekeeper=jo).update(valid_until=date(2026, 1, 1))
    make_rate(jo, 520, valid_from=date(2026, 1, 1), valid_until=date(2026, 7, 1))
    bill.lines.update(work_date=day)
    assert line_facts(firm, bill)[0]["approved_rate"] == rate


def test_rate_of_the_matter_replaces_the_standard_one_on_that_matter_only(firm, bill, matter, jo):
    MatterRate.objects.create(
        matter=matter, timekeeper=jo, amount=450, currency="USD", valid_from=date(2026, 5, 1)
    )
    other = make_invoice(firm, make_matter(firms=(firm,)), 1000)
    other.lines.update(timekeeper=jo)
    assert line_facts(firm, bill)[0]["approved_rate"] == 450
    assert line_facts(firm, other)[0]["approved_rate"] == 500


def test_rate_in_another_currency_is_no_rate(firm, bill, jo):
    Rate.objects.filter(timekeeper=jo).update(currency="EUR")
    assert line_facts(firm, bill)[0]["approved_rate"] is None


def test_pending_timekeeper_is_not_approved(firm, bill, jo):
    assert line_facts(firm, bill)[0]["timekeeper_approved"] is True
    jo.status = "pending"
    jo.save()
    assert line_facts(firm, bill)[0]["timekeeper_approved"] is False


def test_matter_with_a_staffing_list_accepts_nobody_else_of_the_firm(firm, bill, matter, jo):
    other = make_timekeeper(firm)
    StaffedTimekeeper.objects.create(matter=matter, timekeeper=other)
    assert line_facts(firm, bill)[0]["timekeeper_approved"] is False
    StaffedTimekeeper.objects.create(matter=matter, timekeeper=jo)
    assert line_facts(firm, bill)[0]["timekeeper_approved"] is True


def test_staffing_list_of_another_firm_does_not_bind(firm, rival, bill, matter):
    StaffedTimekeeper.objects.create(matter=matter, timekeeper=make_timekeeper(rival))
    assert line_facts(firm, bill)[0]["timekeeper_approved"] is True


def test_budget_and_what_was_billed_before(firm, rival, matter):
    make_budget(matter, 5000)
    make_invoice(firm, matter, 700)
    make_invoice(rival, matter, 300, state="approved")
    make_invoice(firm, matter, 9999, state="rejected")
    make_invoice(firm, matter, 9999, state="unmatched")
    bill = make_invoice(firm, matter, 1000)
    make_invoice(firm, matter, 500)
    facts = invoice_facts(firm, bill)
    assert (facts["budget"], facts["billed_to_date"], facts["total"]) == (5000, 1000, 1000)


def test_budget_in_another_currency_is_read_in_that_of_the_invoice(firm, bill, matter):
    ExchangeRate.objects.create(currency="EUR", date=date(2026, 1, 1), rate=Decimal("1.25"), source="test")
    matter.currency = "EUR"
    matter.save()
    make_budget(matter, 4000)
    facts = invoice_facts(firm, bill)
    assert facts["budget"] == 5000
    assert facts["expected_currency"] == "USD"


def test_firm_that_left_before_the_period_is_not_on_the_matter(firm, bill, matter):
    assert invoice_facts(firm, bill)["firm_on_matter"] is True
    matter.engagements.update(ended_on=date(2026, 4, 30))
    assert invoice_facts(firm, bill)["firm_on_matter"] is False


def test_hours_and_lines_billed_before_leave_out_the_rejected_and_its_own(firm, bill, matter, jo):
    for state in ("in_review", "rejected"):
        earlier = make_invoice(firm, matter, number=f"E-{state}", state=state)
        earlier.lines.update(timekeeper=jo)
    facts = stored_facts(firm, [bill.pk])
    assert facts.prior_hours["hours"].to_list() == [2]
    assert facts.prior_lines["earlier_invoice"].to_list() == ["E-in_review"]


def test_same_amount_under_a_number_that_looks_the_same_is_called_a_duplicate(firm, matter, jo):
    make_invoice(firm, matter, 1000, number="INV 0042", invoice_date=date(2026, 4, 3))
    later = make_invoice(firm, matter, 1000, number="INV-0042")
    assert invoice_facts(firm, later)["duplicate_of"] == "invoice INV 0042 of 3 April 2026"
    different = make_invoice(firm, matter, 1001, number="INV/0042")
    assert invoice_facts(firm, different)["duplicate_of"] is None


def test_amounts_are_without_tax(firm, bill):
    line = bill.lines.get()
    line.total, line.tax_amount = 1200, 200
    line.save()
    facts = line_facts(firm, bill)[0]
    assert (facts["total"], facts["tax_amount"]) == (1000, None)


def test_many_invoices_at_once_have_the_facts_of_each_alone(firm, matter, jo):
    bills = [make_invoice(firm, matter, 1000 + n) for n in range(3)]
    make_line(bills[0], 50)
    for each in bills:
        each.lines.update(timekeeper=jo)
    together = stored_facts(firm, [each.pk for each in bills]).lines.sort("line_id").to_dicts()
    apart = [row for each in bills for row in line_facts(firm, each)]
    assert together == sorted(apart, key=lambda row: row["line_id"])
