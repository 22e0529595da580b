"""What people type, read without guessing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.imports.values import Wrong, is_ambiguous, to_boolean, to_date, to_decimal

DATES = st.dates(date(1970, 1, 1), date(2068, 12, 31))


@given(DATES, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y", "%d-%b-%Y"]))
def test_a_date_that_reads_one_way_needs_no_question(day, form):
    assert not is_ambiguous(day.strftime(form))
    assert to_date(day.strftime(form)) == day


@given(DATES)
def test_the_answer_decides_a_date_with_strokes(day):
    assert to_date(day.strftime("%d/%m/%Y"), "day_first") == day
    assert to_date(day.strftime("%m/%d/%Y"), "month_first") == day


def test_an_ambiguous_date_is_refused_rather_than_guessed():
    with pytest.raises(Wrong, match="two dates"):
        to_date("03/04/2026")
    assert to_date("23/04/2026") == to_date("04/23/2026") == date(2026, 4, 23)
    with pytest.raises(Wrong):
        to_date("23/04/2026", "month_first")


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "tomorrow", "1", "2026", "03 Foo 2026"])
def test_what_is_no_date_says_how_to_write_one(text):
    with pytest.raises(Wrong) as refused:
        to_date(text, "day_first")
    assert refused.value.mend


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["{:,.2f}", "USD {:,.2f}", "${:,.2f}", "{:.2f}"]))
def test_an_amount_survives_its_way_of_writing(amount, form):
    assert to_decimal(form.format(amount), decimals=2) == amount


@given(st.decimals(0, 10**9, places=2))
def test_continental_amounts_are_read(amount):
    text = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert to_decimal(text, decimals=2) == amount


def test_amounts_that_could_be_two_are_refused():
    with pytest.raises(Wrong, match="can be 1234 or"):
        to_decimal("1.234", decimals=4)
    with pytest.raises(Wrong, match="out of place"):
        to_decimal("1,23,456.00", decimals=2)
    with pytest.raises(Wrong, match="more than 2 decimals"):
        to_decimal("10.5555", decimals=2)
    assert to_decimal("(12.50)", decimals=2) == Decimal("-12.50")


def is_read(text: str) -> bool:
    try:
        return to_decimal(text, decimals=4).is_finite()
    except Wrong as refused:
        return bool(refused.wrong)


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_refused_in_words(text):
    assert is_read(text)


def test_yes_and_no():
    assert to_boolean("Yes")
    assert to_boolean("x")
    assert not to_boolean("FALSE")
    with pytest.raises(Wrong, match="yes nor no"):
        to_boolean("maybe")
