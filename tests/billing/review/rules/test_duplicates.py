import json
from datetime import date
from decimal import Decimal

import pytest

from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice

WORK = {"narrative": "Drafted reply to the motion to dismiss"}


def prior(**changes):
    row = {
        "firm_id": 7,
        "timekeeper_code": "JR",
        "work_date": date(2025, 5, 14),
        "units": Decimal("1.5"),
        "narrative_key": "drafted reply to the motion to dismiss",
        "earlier_invoice": "INV-0",
        "earlier_line": "12",
    }
    return row | changes


def test_the_second_and_third_occurrence_are_rejected():
    lines = [fee("1.5", "400", **WORK) for _ in range(3)]

    findings = found("G45", *lines)

    assert [(each["line_id"], each["outcome"], each["reduction"]) for each in findings] == [
        (lines[1]["line_id"], "reject_line", 600),
        (lines[2]["line_id"], "reject_line", 600),
    ]
    assert findings[1]["message"] == (
        "Ruiz, J., 14 May 2025, 1.5 h with the same text was already billed: line 1 of this invoice."
    )


def test_case_and_spacing_do_not_tell_texts_apart():
    assert len(found("G45", fee(**WORK), fee(narrative=" drafted  REPLY to the motion\tto dismiss"))) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"work_date": date(2025, 5, 15)},
        {"timekeeper_code": "AB", "timekeeper_id": 4},
        {"units": "1.6"},
        {"narrative": "Drafted reply to the motion to dismiss in part"},
    ],
)
def test_any_difference_makes_another_line(change):
    assert found("G45", fee("1.5", **WORK), fee("1.5", **WORK | change)) == []


def test_a_person_billed_under_two_ids_is_one_person():
    assert len(found("G45", fee("1.5", **WORK), fee("1.5", **WORK | {"timekeeper_code": "AB"}))) == 1


def test_lines_are_called_by_the_number_the_firm_gave_them():
    lines = fee("1.5", **WORK | {"line_number": "A-7"}), fee("1.5", **WORK)

    [finding] = found("G45", *lines)

    assert finding["message"].endswith("already billed: line A-7 of this invoice.")


def test_what_came_later_is_not_repeated():
    own = invoice(fee("1.5", **WORK), arrival=3)

    assert hits(facts(own, prior_lines=[prior() | {"arrival": 4}]), "G45") == []
    assert len(hits(facts(own, prior_lines=[prior() | {"arrival": 2}]), "G45")) == 1


def test_another_rate_or_task_does_not_make_the_work_new():
    assert len(found("G45", fee(**WORK), fee(rate="700", task_code="L110", **WORK))) == 1


def test_a_line_of_an_earlier_invoice_is_found_and_named():
    [finding] = hits(facts(invoice(fee("1.5", "400", **WORK)), prior_lines=[prior()]), "G45")

    assert finding["message"].endswith("already billed: line 12 of invoice INV-0.")
    evidence = json.loads(finding["evidence"])
    assert (evidence["earlier_invoice"], evidence["earlier_line"]) == ("INV-0", "12")


def test_an_earlier_invoice_is_named_before_the_same_invoice():
    lines = fee("1.5", **WORK), fee("1.5", **WORK)

    findings = hits(facts(invoice(*lines), prior_lines=[prior(), prior(earlier_line="13")]), "G45")

    assert [each["message"].rsplit(": ")[-1] for each in findings] == ["line 12 of invoice INV-0."] * 2


@pytest.mark.parametrize(
    "change",
    [
        {"firm_id": 8},
        {"units": Decimal(2)},
        {"work_date": None},
        {"timekeeper_code": None},
        {"narrative_key": None},
    ],
)
def test_an_earlier_line_that_differs_is_no_duplicate(change):
    assert hits(facts(invoice(fee("1.5", **WORK)), prior_lines=[prior(**change)]), "G45") == []


def test_keys_that_the_store_normalised_otherwise_still_agree():
    stored = prior(narrative_key="  Drafted reply  to the motion to dismiss ", timekeeper_code="jr ")

    assert len(hits(facts(invoice(fee("1.5", **WORK)), prior_lines=[stored]), "G45")) == 1


def test_of_two_invoices_of_the_batch_the_later_one_repeats_the_earlier():
    later = invoice(fee(**WORK), invoice_number="INV-9", invoice_date=date(2025, 6, 2))
    earlier = invoice(fee(), fee(**WORK), invoice_number="INV-8", invoice_date=date(2025, 6, 1))

    [finding] = hits(facts(later, earlier), "G45")

    assert finding["line_id"] == later[1][0]["line_id"]
    assert finding["message"].endswith("already billed: line 2 of invoice INV-8.")


def test_two_firms_may_write_the_same():
    assert hits(facts(invoice(fee(**WORK)), invoice(fee(**WORK), firm_id=8)), "G45") == []


@pytest.mark.parametrize(
    "change",
    [
        {"narrative": " "},
        {"narrative": None},
        {"work_date": None},
        {"timekeeper_code": None},
        {"units": None},
    ],
)
def test_lines_that_say_too_little_are_not_compared(change):
    line = {"total": "500"} | WORK | change

    assert found("G45", fee(**line), fee(**line)) == []


def test_expenses_adjustments_and_credits_repeat_nothing():
    same = {"narrative": "Taxi to court", "work_date": date(2025, 5, 14), "timekeeper_code": "JR"}

    assert found("G45", *(line for _ in range(2) for line in (expense(**same), discount(**same)))) == []
    assert found("G45", fee("-1", **WORK), fee("-1", **WORK)) == []
    assert found("G45", fee("1", "0", **WORK), fee("1", "0", **WORK)) == []


def test_a_duplicate_can_be_a_warning():
    findings = found("G45", fee(**WORK), fee(**WORK), outcome="warn")

    assert [(each["outcome"], each["reduction"]) for each in findings] == [("warn", 0)]
