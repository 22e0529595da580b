"""Metric arithmetic and periods, against numbers worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from dashboards.metrics import METRICS, Kind, Sums, change, metric, percentage, periods, total
from legalops.kernel.periods import Period

D = Decimal


def test_the_waterfall_of_one_invoice():
    """domain/kpis.md §5.6: billed 9,000 (10 h at 900); rate 500 and one hour of 850 cut: saving 1,350."""
    sums = Sums(billed=D(9000), reduction=D(500) + D(850), hours=D(10), lines=1)
    assert sums.net == D(7650)
    assert sums.reduction == D(1350)
    assert sums.savings_rate == D("15.0")


def test_a_rate_is_never_the_mean_of_rates():
    """1,000 billed with 50% off and 99,000 with nothing off: 0.5%, not 25%."""
    parts = [Sums(billed=D(1000), reduction=D(500)), Sums(billed=D(99_000))]
    assert total(parts).savings_rate == D("0.5")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("1", "8", "12.5"),
        ("1", "3", "33.3"),
        ("2", "3", "66.7"),
        ("-5", "200", "-2.5"),
        ("1.25", "1000", "0.1"),
    ],
)
def test_percentages_have_one_decimal_half_up(part, whole, expected):
    assert percentage(D(part), D(whole)) == D(expected)


@pytest.mark.parametrize("whole", ["0", "-10"])
def test_there_is_no_share_of_nothing(whole):
    assert percentage(D(5), D(whole)) is None
    assert change(D(5), D(whole)) is None
    assert Sums(billed=D(whole), reduction=D(1)).savings_rate is None


def test_change_against_an_earlier_value():
    assert change(D(1042), D(1000)) == D("4.2")
    assert change(D(750), D(1000)) == D("-25.0")


def test_sums_add_and_subtract_each_part():
    one, other = Sums(D(10), D(1), D(2), 3), Sums(D(4), D("0.5"), D(1), 1)
    assert one + other - other == one
    assert total([one, other]) == Sums(D(14), D("1.5"), D(3), 4)


def test_every_metric_says_what_it_is():
    for one in METRICS.values():
        assert one.definition.endswith(".")
        assert one.formula
        assert one.owner
        assert one.version >= 1
    assert metric("savings_rate").kind is Kind.RATIO
    with pytest.raises(KeyError, match="there are: spend"):
        metric("profit")


class TestPeriods:
    """Today is 15 February 2026; the fiscal year begins in July in the second column."""

    TODAY = date(2026, 2, 15)

    @pytest.mark.parametrize(
        ("name", "calendar", "from_july"),
        [
            ("fytd", ("2026-01-01", "2026-03-01"), ("2025-07-01", "2026-03-01")),
            ("last_fy", ("2025-01-01", "2026-01-01"), ("2024-07-01", "2025-07-01")),
            ("quarter", ("2026-01-01", "2026-03-01"), ("2026-01-01", "2026-03-01")),
            ("month", ("2026-02-01", "2026-03-01"), ("2026-02-01", "2026-03-01")),
            ("last_month", ("2026-01-01", "2026-02-01"), ("2026-01-01", "2026-02-01")),
            ("last_12", ("2025-03-01", "2026-03-01"), ("2025-03-01", "2026-03-01")),
        ],
    )
    def test_named_periods(self, name, calendar, from_july):
        for first_month, (start, end) in ((1, calendar), (7, from_july)):
            expected = Period(date.fromisoformat(start), date.fromisoformat(end))
            assert periods.preset(name, self.TODAY, first_month) == expected

    def test_a_quarter_of_a_fiscal_year_that_begins_in_february(self):
        assert periods.preset("quarter", self.TODAY, 2).start == date(2026, 2, 1)
        assert periods.preset("quarter", date(2026, 1, 31), 2).start == date(2025, 11, 1)

    def test_a_running_month_is_not_compared(self):
        year = periods.preset("fytd", self.TODAY, 1)
        assert periods.completed(year, self.TODAY) == Period(date(2026, 1, 1), date(2026, 2, 1))
        assert periods.completed(periods.preset("month", self.TODAY, 1), self.TODAY) is None
        assert periods.year_before(year) == Period(date(2025, 1, 1), date(2025, 3, 1))

    def test_months_in_either_order(self):
        expected = Period(date(2025, 11, 1), date(2026, 2, 1))
        assert periods.of_months(date(2026, 1, 9), date(2025, 11, 30)) == expected
        assert periods.months(expected) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]
