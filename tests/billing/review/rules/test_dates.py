from datetime import date

import pytest

from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice


def test_a_line_dated_after_receipt_rejects_the_invoice_and_names_the_line():
    line = fee(work_date=date(2025, 6, 7))

    [finding] = found("G06", fee(), line)

    assert (finding["line_id"], finding["outcome"], finding["reduction"]) == (
        line["line_id"],
        "reject_invoice",
        0,
    )
    assert finding["message"] == "Line 2 is dated 7 June 2025, after 6 June 2025, the last day it could bear."


def test_a_line_dated_on_the_day_of_receipt_passes():
    assert found("G06", fee(work_date=date(2025, 6, 6)), expense(work_date=date(2025, 6, 6))) == []


def test_an_invoice_dated_after_receipt_is_rejected():
    [finding] = hits(facts(invoice(fee(), invoice_date=date(2025, 6, 9))), "G06")

    assert finding["line_id"] is None
    assert finding["message"].startswith("This invoice is dated 9 June 2025")


def test_without_a_day_of_receipt_today_is_the_limit():
    given = [invoice(fee(work_date=date(2025, 6, day)), received_date=None) for day in (20, 21)]

    assert [each["line_id"] for each in hits(facts(*given), "G06")] == [given[1][1][0]["line_id"]]


def test_a_receipt_noted_in_the_future_does_not_excuse_future_work():
    assert (
        len(hits(facts(invoice(fee(work_date=date(2025, 6, 21)), received_date=date(2026, 1, 1))), "G06"))
        == 1
    )


def test_grace_days_move_the_limit():
    line = fee(work_date=date(2025, 6, 8))

    assert found("G06", line, params={"grace_days": 2}) == []
    assert len(found("G06", line, params={"grace_days": 1})) == 1


def test_a_future_line_can_be_rejected_by_itself_with_its_amount():
    [finding] = found("G06", fee("2", "300", work_date=date(2025, 6, 7)), outcome="reject_line")

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 600)


def test_adjustments_and_lines_without_a_date_have_no_day_to_judge():
    lines = (
        discount(work_date=date(2025, 7, 1)),
        discount(kind="IE", work_date=date(2024, 1, 1)),
        fee(work_date=None),
    )

    assert found("G06", *lines) == []
    assert found("G09", *lines) == []


@pytest.mark.parametrize("day", [date(2025, 4, 30), date(2025, 6, 1)])
def test_a_line_outside_the_period_is_rejected(day):
    [finding] = found("G09", fee("1.5", "400", work_date=day))

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 600)
    assert "the billing period is 1 May 2025 to 31 May 2025" in finding["message"]


@pytest.mark.parametrize("day", [date(2025, 5, 1), date(2025, 5, 31)])
def test_the_first_and_last_day_belong_to_the_period(day):
    assert found("G09", fee(work_date=day), expense(work_date=day)) == []


def test_expenses_outside_the_period_are_rejected_too():
    assert [each["reduction"] for each in found("G09", expense("80", work_date=date(2025, 6, 1)))] == [80]


@pytest.mark.parametrize(("grace", "count"), [(0, 2), (1, 1), (2, 0)])
def test_grace_days_widen_the_period_on_both_sides(grace, count):
    lines = fee(work_date=date(2025, 4, 30)), fee(work_date=date(2025, 6, 2))

    assert len(found("G09", *lines, params={"grace_days": grace})) == count


def test_half_a_period_judges_by_the_half_that_is_known():
    lines = fee(work_date=date(2025, 4, 1)), fee(work_date=date(2025, 6, 3))

    assert len(hits(facts(invoice(*lines, period_end=None)), "G09")) == 1
    assert len(hits(facts(invoice(*lines, period_start=None)), "G09")) == 1
    assert hits(facts(invoice(*lines, period_start=None, period_end=None)), "G09") == []


def test_a_negative_line_outside_the_period_takes_nothing_off():
    [finding] = found("G09", fee("-1", "400", work_date=date(2025, 4, 30)))

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 0)
