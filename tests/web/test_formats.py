"""Numbers, money and dates as people read them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from legalops.kernel import notations
from legalops.web import formats, markup
from legalops.web.budget import BudgetBar

TODAY = date(2026, 10, 27)


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        (Decimal("1234567.5"), "USD", "USD 1,234,567.50"),
        (Decimal("1234567.5"), "JPY", "JPY 1,234,568"),
        (Decimal("-0.5"), "KWD", "KWD −0.500"),
        (None, "USD", "–"),
    ],
)
def test_money_has_its_currency_and_its_minor_unit(value, currency, shown):
    assert formats.money(value, currency) == shown


def test_shown_figures_are_rounded_half_up():
    assert formats.money(Decimal("4162380.50"), "USD", whole=True) == "USD 4,162,381"
    assert formats.number(Decimal("0.125"), 2) == "0.13"
    assert formats.number(Decimal("-0.125"), 2) == "−0.13"


def test_missing_is_not_zero():
    assert formats.number(None) == "–"
    assert formats.number(0) == "0"
    assert formats.percent(None) == "–"
    assert formats.percent(Decimal(0)) == "0%"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (Decimal(18) / Decimal(3832), "0.5%"),
        (Decimal("0.0094"), "0.9%"),
        (Decimal("0.00949"), "0.9%"),
        (Decimal("0.0095"), "1%"),
        (Decimal("0.0001"), "<0.1%"),
        (Decimal("-0.0001"), ">−0.1%"),
        (Decimal("-0.0047"), "−0.5%"),
        (Decimal("0.0149"), "1%"),
        (Decimal("0.734"), "73%"),
    ],
)
def test_a_small_share_is_not_shown_as_none(ratio, shown):
    assert formats.percent(ratio) == shown


def test_the_bar_of_a_tiny_share_is_sound_markup():
    assert "<span>&lt;0.1%</span>" in markup.percent_bar(Decimal("0.0001"))


def test_separators_follow_the_notation_not_the_language():
    with translation.override("de"):
        assert formats.number(Decimal("1234.50"), 2) == "1,234.50"
        with notations.reading_in("de-DE"):
            assert formats.number(Decimal("1234.50"), 2) == "1.234,50"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1.0\u00a0KB"),
     (419_430_400, "400.0\u00a0MB"), (5 * 1024**3, "5.0\u00a0GB"), (3 * 1024**5, "3,072.0\u00a0TB")],
)  # fmt: skip
def test_sizes_of_files(count, shown):
    assert formats.file_size(count) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (TODAY, "today, Tue 27 Oct"),
        (TODAY + timedelta(1), "tomorrow, Wed 28 Oct"),
        (TODAY - timedelta(1), "yesterday, Mon 26 Oct"),
        (TODAY + timedelta(3), "in 3 days, Fri 30 Oct"),
        (TODAY - timedelta(5), "5 days ago, Thu 22 Oct"),
        (date(2027, 1, 31), "in 3 months, Sun 31 Jan 2027"),
    ],
)
def test_dates_are_relative_and_exact(day, shown):
    assert formats.day_exact_relative(day, TODAY) == shown


def test_instants_are_shown_in_the_zone_of_the_organisation():
    assert formats.instant(datetime(2026, 1, 1, 3, 30, tzinfo=UTC)) == "31 Dec 2025, 22:30"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(5, "just now"), (130, "2 minutes ago"), (7300, "2 hours ago")]
)
def test_ago(seconds, shown):
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert formats.ago(now - timedelta(seconds=seconds), now) == shown


def test_a_status_is_word_shape_and_colour_and_escaped():
    html = markup.status("<b>Approved</b>", "ok")
    assert "lo-tone-ok" in html
    assert "<svg" in html
    assert "&lt;b&gt;Approved" in html
    shapes = {markup.status("x", tone).split("</svg>")[0] for tone in markup.TONES}
    assert len(shapes) == len(markup.TONES)


class TestBudgetBar:
    def test_over_budget_is_drawn_beyond_the_mark(self):
        bar = BudgetBar("USD", Decimal(96_000), Decimal(120_000), Decimal(41_200))
        assert bar.over == Decimal(17_200)
        assert bar.segments[-1][0] == "lo-bar-over"
        assert bar.mark == "87.46"
        assert bar.ratio == Decimal(137_200) / Decimal(120_000)

    def test_no_budget_is_not_a_budget_of_zero(self):
        bar = BudgetBar("USD", Decimal(10), None, Decimal(5))
        assert (bar.left, bar.over, bar.ratio, bar.mark) == (None, 0, None, "")

    def test_a_budget_of_zero_is_exceeded_by_everything(self):
        bar = BudgetBar("USD", Decimal(10), Decimal(0))
        assert bar.over == Decimal(10)
        assert bar.ratio is None

    def test_nothing_billed_draws_nothing(self):
        assert BudgetBar("USD", Decimal(0), Decimal(100)).segments == []
