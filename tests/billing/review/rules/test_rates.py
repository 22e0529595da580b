import json
from decimal import Decimal

import pytest

from tests.billing.review.invoices import discount, expense, facts, fee, found, hits, invoice


def cuts(*lines, **changes):
    return [each["reduction"] for each in found("G26", *lines, **changes)]


def test_a_rate_above_the_agreed_one_is_cut_to_it():
    [finding] = found("G26", fee("10", "900", approved_rate="850"))

    assert (finding["outcome"], finding["reduction"]) == ("adjust", 500)  # domain/kpis.md §5.6
    assert finding["message"] == (
        "Ruiz, J. billed 10 h on 14 May 2025 at USD 900.00; "
        "the approved rate is USD 850.00, USD 50.00 an hour less."
    )
    assert json.loads(finding["evidence"])["excess"] == "50"


@pytest.mark.parametrize("rate", ["850", "849.9999", "0"])
def test_the_agreed_rate_or_less_passes(rate):
    assert found("G26", fee("10", rate, approved_rate="850")) == []


def test_a_ten_thousandth_above_is_found_but_rounds_to_nothing():
    [finding] = found("G26", fee("1", "850.0001", approved_rate="850"))

    assert (finding["outcome"], finding["reduction"]) == ("warn", 0)
    assert "USD 850.0001" in finding["message"]


def test_the_cut_is_rounded_half_up_once():
    # 0.5 h × 0.01 = 0.005; 1.3333 h × 33.3333 = 44.44328889; 0.1 h × 0.0499 = 0.00499
    assert cuts(fee("0.5", "100.01", approved_rate="100")) == [Decimal("0.01")]
    assert cuts(fee("1.3333", "133.3333", approved_rate="100")) == [Decimal("44.44")]
    assert cuts(fee("0.1", "100.0499", approved_rate="100")) == [0]


@pytest.mark.parametrize(("minor_unit", "cut"), [(0, "4"), (2, "3.75"), (3, "3.752")])
def test_the_cut_has_the_decimals_of_the_currency(minor_unit, cut):
    line = fee("0.5", "107.503", approved_rate="100")  # 0.5 × 7.503 = 3.7515

    assert [each["reduction"] for each in hits(facts(invoice(line, minor_unit=minor_unit)), "G26")] == [
        Decimal(cut)
    ]


def test_a_discount_of_the_line_is_taken_off_the_difference():
    # 10 h at list price 1,000 less 1,500 is 850 an hour: nothing to cut. Less 1,000 leaves 500.
    assert cuts(fee("10", "1000", adjustment="-1500", approved_rate="850")) == []
    assert cuts(fee("10", "1000", adjustment="-1000", approved_rate="850")) == [500]


def test_a_discount_on_the_agreed_rate_shrinks_the_difference_in_proportion():
    # gross 9,000, discount 10 %: total 8,100; at 850 it would have been 8,500 × 90 % = 7,650
    line = fee("10", "900", adjustment="-900", approved_rate="850")

    assert cuts(line, params={"line_discount": "shared"}) == [450]


def test_a_premium_of_the_line_is_left_alone():
    assert cuts(fee("10", "900", adjustment="200", approved_rate="850")) == [500]


def test_tax_follows_the_net_amount():
    # net 1,000, tax 20 % 200; at 90 an hour 900 + 180: 120 less
    assert cuts(fee("10", "100", tax_amount="200", approved_rate="90")) == [120]
    # net 100, tax 19 % 19: at 90 an hour 90 + 17.10: 11.90 less
    assert cuts(fee("1", "100", tax_amount="19", approved_rate="90")) == [Decimal("11.90")]


def test_the_cut_never_exceeds_the_line():
    assert cuts(fee("10", "900", total="300", approved_rate="850")) == [300]


def test_a_tolerance_lets_small_differences_pass_and_then_counts_the_whole():
    assert cuts(fee("10", "855", approved_rate="850"), params={"tolerance": "5"}) == []
    assert cuts(fee("10", "855.01", approved_rate="850"), params={"tolerance": "5"}) == [Decimal("50.10")]


def test_credits_adjustments_expenses_and_flat_fees_have_no_agreed_hourly_rate():
    lines = (
        fee("-10", "900", approved_rate="850"),
        discount("900", unit_cost=Decimal(900), units=Decimal(1), approved_rate=Decimal(1)),
        expense("900", approved_rate="1"),
        fee("1", "9000", classification="FLTFEE", approved_rate="1"),
    )

    assert found("G26", *lines) == []


@pytest.mark.parametrize("missing", ["units", "unit_cost", "approved_rate"])
def test_what_is_missing_cannot_be_compared(missing):
    assert found("G26", fee("10", "900", total="9000", **{"approved_rate": "850"} | {missing: None})) == []


@pytest.mark.parametrize("tax", ["950", "1000", "2000"])
def test_where_tax_leaves_no_net_amount_there_is_nothing_to_cut(tax):
    line = {"approved_rate": "50", "total": "950", "tax_amount": tax}

    assert found("G26", fee("10", "95", **line)) == []


def test_missing_adjustment_and_tax_count_as_nothing():
    assert cuts(fee("10", "900", approved_rate="850", adjustment=None, tax_amount=None)) == [500]


def test_rates_in_another_currency_are_not_compared():
    assert hits(facts(invoice(fee("10", "900", approved_rate="850"), currency="EUR")), "G26") == []


@pytest.mark.parametrize(("outcome", "cut"), [("warn", 0), ("reject_line", 9000)])
def test_the_outcome_decides_what_is_taken_off(outcome, cut):
    [finding] = found("G26", fee("10", "900", approved_rate="850"), outcome=outcome)

    assert (finding["outcome"], finding["reduction"]) == (outcome, cut)


def test_a_person_without_a_rate_is_rejected():
    [finding] = found("G27", fee("2", "300", approved_rate=None), fee())

    assert (finding["outcome"], finding["reduction"]) == ("reject_line", 600)
    assert finding["message"] == (
        "No rate of Ruiz, J. is approved for 14 May 2025; the line bills USD 300.00 an hour."
    )


def test_lines_of_nobody_need_no_rate():
    assert found("G27", expense(), discount(), fee(classification="adjsmt ", approved_rate=None)) == []


def test_an_unnamed_person_is_called_by_the_code():
    nameless = (
        fee(approved_rate=None, timekeeper_name=" "),
        fee(approved_rate=None, timekeeper_name=None, timekeeper_code=None, timekeeper_id=None),
    )

    messages = [each["message"] for each in found("G27", *nameless)]

    assert [message.split(" is approved")[0] for message in messages] == [
        "No rate of JR",
        "No rate of An unnamed timekeeper",
    ]


def test_a_credit_without_a_rate_takes_nothing_off():
    assert [each["reduction"] for each in found("G27", fee("-2", "300", approved_rate=None))] == [0]
