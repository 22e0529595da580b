from datetime import date
from decimal import Decimal

import pytest

from billing.review.rules import daily_hours
from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice

DAY = date(2025, 5, 14)


def summary(findings):
    return [(each["line_id"], each["outcome"], each["reduction"]) for each in findings]


def test_a_day_above_the_limit_is_reported_on_the_line_that_passes_it():
    first, second = fee("6", "500"), fee("7.2", "500")

    [finding] = found("G36", first, second)

    assert (finding["line_id"], finding["outcome"], finding["reduction"]) == (second["line_id"], "warn", 0)
    assert finding["message"] == (
        "Ruiz, J. billed 13.2 h on 14 May 2025; the limit is 10 h. 3.2 h of this line lie above it."
    )


def test_exactly_the_limit_passes():
    assert found("G36", fee("6"), fee("4")) == []


def test_the_hours_above_the_limit_are_cut_from_the_last_lines_first():
    lines = fee("6", "500"), fee("5", "400"), fee("3", "300")  # 14 h: 3 h of the third, 1 h of the second

    assert sorted(summary(found("G36", *lines, outcome="adjust"))) == [
        (lines[1]["line_id"], "adjust", 400),
        (lines[2]["line_id"], "adjust", 900),
    ]


def test_a_cut_hour_takes_its_share_of_discount_and_tax_with_it():
    line = fee("12", "100", adjustment="-120", tax_amount="216")  # total 1,296 for 12 h

    assert [each["reduction"] for each in found("G36", line, outcome="adjust")] == [216]


def test_a_cut_share_is_rounded_half_up():
    line = fee("10.3", "100", total="1000")  # 1,000 × 0.3 / 10.3 = 29.126…

    assert [each["reduction"] for each in found("G36", line, outcome="adjust")] == [Decimal("29.13")]


def test_the_day_counts_over_all_matters_of_the_batch():
    earlier = invoice(fee("9"), matter_id=11, invoice_date=date(2025, 6, 1))
    later = invoice(fee("4.2"), matter_id=12, invoice_date=date(2025, 6, 2))

    [finding] = hits(facts(later, earlier), "G36")

    assert finding["line_id"] == later[1][0]["line_id"]
    assert finding["message"].startswith(
        "Ruiz, J. billed 13.2 h on 14 May 2025 over 2 matters, 9 h of them on earlier invoices; "
    )


def test_hours_on_earlier_invoices_count_and_are_named():
    prior = [{"timekeeper_id": 3, "work_date": DAY, "hours": Decimal(hours)} for hours in ("5", "3.5")]

    [finding] = hits(facts(invoice(fee("2")), prior_hours=prior), "G36")

    assert finding["message"] == (
        "Ruiz, J. billed 10.5 h on 14 May 2025, 8.5 h of them on earlier invoices; the limit is 10 h. "
        "0.5 h of this line lie above it."
    )


def test_matters_of_earlier_invoices_count_and_later_invoices_do_not():
    own = invoice(fee("9"), matter_id=11, arrival=3)
    before = {"timekeeper_id": 3, "work_date": DAY, "hours": Decimal(2), "matter_id": 12, "arrival": 1}

    [finding] = hits(facts(own, prior_hours=[before, before | {"arrival": 4}]), "G36")

    assert finding["message"].startswith(
        "Ruiz, J. billed 11 h on 14 May 2025 over 2 matters, 2 h of them on earlier invoices;"
    )


def test_hours_given_back_later_leave_an_earlier_invoice_as_it_was():
    first = invoice(fee("12"), invoice_date=date(2025, 6, 1))
    second = invoice(fee("-3"), fee("1"), invoice_date=date(2025, 6, 2))

    assert [each["line_id"] for each in hits(facts(first, second), "G36")] == [first[1][0]["line_id"]]


def test_many_days_are_judged_some_at_a_time_and_alike(monkeypatch):
    days = [date(2025, 5, day) for day in range(1, 13)]
    lines = [fee(hours, work_date=day) for day in days for hours in ("4.5", "4", "3")[: 1 + day.day % 3]]
    prior = [{"timekeeper_id": 3, "work_date": day, "hours": Decimal(day.day)} for day in days]
    given = facts(invoice(*lines), prior_hours=prior)
    at_once = hits(given, "G36")

    monkeypatch.setattr(daily_hours, "_ROWS_AT_ONCE", 3)

    assert len({each["line_id"] for each in at_once}) > 6
    assert summary(hits(given, "G36")) == summary(at_once)


def test_earlier_hours_of_another_person_or_day_do_not_count():
    prior = [
        {"timekeeper_id": 4, "work_date": DAY, "hours": Decimal(9)},
        {"timekeeper_id": 3, "work_date": date(2025, 5, 13), "hours": Decimal(9)},
    ]

    assert hits(facts(invoice(fee("9")), prior_hours=prior), "G36") == []


def test_persons_without_a_record_are_told_apart_by_firm_and_code():
    unknown = {"timekeeper_id": None, "timekeeper_code": "X1"}
    one, other = invoice(fee("6", **unknown), firm_id=7), invoice(fee("6", **unknown), firm_id=8)
    same = invoice(fee("6", **unknown | {"timekeeper_code": "x1 "}), firm_id=7)

    assert hits(facts(one, other), "G36") == []
    assert len(hits(facts(one, same), "G36")) == 1


def test_hours_beyond_twenty_four_are_rejected_whatever_the_outcome():
    lines = fee("20", "100"), fee("6", "100"), fee("3", "100")  # 29 h: 3 h and 2 of the 6 h are impossible

    findings = found("G36", *lines)

    assert sorted(summary(findings)) == [
        (lines[0]["line_id"], "warn", 0),
        (lines[1]["line_id"], "adjust", 200),
        (lines[2]["line_id"], "reject_line", 300),
    ]
    assert "and 3 h beyond the 24 h of a day" in findings[0]["message"]


def test_with_outcome_adjust_the_whole_excess_goes_not_only_the_impossible_part():
    lines = fee("20", "100"), fee("6", "100")

    assert sorted(summary(found("G36", *lines, outcome="adjust"))) == [
        (lines[0]["line_id"], "adjust", 1000),
        (lines[1]["line_id"], "adjust", 600),
    ]


def test_a_credit_gives_hours_back():
    assert found("G36", fee("12"), fee("-2")) == []
    assert [each["reduction"] for each in found("G36", fee("13", "100"), fee("-2"), outcome="adjust")] == [
        100
    ]


def test_expenses_adjustments_flat_fees_and_missing_values_are_no_hours():
    lines = (
        fee("9"),
        expense(units=Decimal(20)),
        discount(units=Decimal(20), timekeeper_id=3, work_date=DAY),
        fee("20", classification="FLTFEE"),
        fee(None, total="100"),
        fee("20", work_date=None),
        fee("20", timekeeper_id=None, timekeeper_code=None),
    )

    assert found("G36", *lines) == []


@pytest.mark.parametrize(("limit", "count"), [("8", 1), ("8.5", 0), ("24", 0)])
def test_the_limit_can_be_changed(limit, count):
    assert len(found("G36", fee("8.5"), params={"limit_hours": limit})) == count


def test_a_setting_for_one_firm_counts_hours_billed_through_another_but_reports_its_own():
    own, foreign = invoice(fee("6"), firm_id=7), invoice(fee("6"), firm_id=8)

    assert len(hits(facts(own, foreign), "G36", firm_ids=frozenset({8}))) == 1
    assert hits(facts(own, foreign), "G36", firm_ids=frozenset({7})) == []


@pytest.mark.parametrize("hours", ["0.05", "1.25", "2.0001", "-0.25"])
def test_hours_off_the_increment_are_reported(hours):
    [finding] = found("G38", fee(hours))

    assert (finding["outcome"], finding["reduction"]) == ("warn", 0)


@pytest.mark.parametrize("hours", ["0.1", "7.3", "0", "-0.2", None])
def test_multiples_of_the_increment_and_missing_hours_pass(hours):
    assert found("G38", fee(hours, total="0")) == []


def test_the_increment_can_be_changed_and_lines_rejected():
    [finding] = found("G38", fee("0.3", "500"), params={"increment_hours": "0.25"}, outcome="reject_line")

    assert finding["reduction"] == 150
    assert finding["message"] == "Ruiz, J. billed 0.3 h on 14 May 2025; time is recorded in steps of 0.25 h."
    assert found("G38", fee("0.75"), params={"increment_hours": "0.25"}) == []


def test_counts_of_expenses_and_adjustments_have_no_increment():
    odd = Decimal("1.23")

    assert found("G38", expense(units=odd), discount(units=odd), fee("1.23", classification="FLTFEE")) == []
