from datetime import date

import pytest

from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice


def late(received: date, params: dict | None = None, **changes):
    return hits(facts(invoice(fee(), received_date=received, **changes)), "G05", params)


@pytest.mark.parametrize(
    ("received", "outcomes"),
    [
        (date(2025, 6, 30), []),  # 30 days after 31 May
        (date(2025, 7, 1), ["warn"]),
        (date(2025, 8, 29), ["warn"]),  # 90 days
        (date(2025, 8, 30), ["reject_invoice"]),
    ],
)
def test_a_late_invoice_is_warned_about_and_a_very_late_one_rejected(received, outcomes):
    assert [each["outcome"] for each in late(received)] == outcomes


def test_the_message_says_how_late():
    assert late(date(2025, 7, 1))[0]["message"] == (
        "Invoice INV-1 came on 1 July 2025, 31 days after the end of its billing period on 31 May 2025; "
        "the limit is 30 days."
    )
    assert "the limit is 90 days" in late(date(2025, 8, 30))[0]["message"]


def test_the_day_of_the_invoice_counts_where_receipt_is_unknown_or_set_aside():
    assert len(late(None, invoice_date=date(2025, 7, 1))) == 1
    assert late(date(2025, 7, 1), {"counted_to": "invoice_date"}) == []
    assert late(None, invoice_date=None) == []


def test_days_can_be_counted_from_the_end_of_the_month():
    middle = {"period_end": date(2025, 5, 15)}

    assert len(late(date(2025, 6, 30), **middle)) == 1
    assert late(date(2025, 6, 30), {"counted_from": "month_end"}, **middle) == []


def test_rejection_can_be_switched_off_or_come_first():
    assert late(date(2026, 5, 31), {"reject_days": 0})[0]["outcome"] == "warn"
    assert late(date(2025, 6, 10), {"reject_days": 5})[0]["outcome"] == "reject_invoice"


def test_an_invoice_without_a_period_is_not_late():
    assert late(date(2026, 1, 1), period_end=None) == []


def test_time_older_than_ninety_days_on_the_day_of_the_invoice_is_stale():
    old, fresh = fee("2", "300", work_date=date(2025, 3, 6)), fee(work_date=date(2025, 3, 7))

    [finding] = found("G10", old, fresh)

    assert (finding["line_id"], finding["outcome"], finding["reduction"]) == (old["line_id"], "warn", 0)
    assert finding["message"] == (
        "Ruiz, J. did this work on 6 March 2025, 91 days before the invoice; time is billed within 90 days."
    )


def test_stale_time_can_be_adjusted_to_nothing():
    [finding] = found("G10", fee("2", "300", adjustment="-50", work_date=date(2025, 3, 6)), outcome="adjust")

    assert (finding["outcome"], finding["reduction"]) == ("adjust", 550)


def test_a_stale_credit_stays_a_credit():
    [finding] = found("G10", fee("-2", "300", work_date=date(2025, 3, 6)), outcome="adjust")

    assert (finding["outcome"], finding["reduction"]) == ("warn", 0)


def test_stale_expenses_adjustments_and_undated_lines_are_no_stale_time():
    day = date(2025, 1, 1)

    assert found("G10", expense(work_date=day), discount(work_date=day), fee(work_date=None)) == []


def test_the_limit_of_stale_time_can_be_changed():
    assert len(found("G10", fee(work_date=date(2025, 5, 5)), params={"limit_days": 30})) == 1
    assert found("G10", fee(work_date=date(2025, 5, 6)), params={"limit_days": 30}) == []
