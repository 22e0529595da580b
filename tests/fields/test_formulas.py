"""Formulas: read with the place of every fault, worked out as Python's own Decimals would."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.fields.formulas import FormulaFault, evaluate, parse, type_of
from legalops.fields.formulas.types import Type

NUMBERS = {"low": Type.NUMBER, "high": Type.NUMBER, "opened": Type.DATE, "due": Type.DATE}
amounts = st.decimals(-(10**9), 10**9, places=4)


@given(amounts, amounts)
def test_a_midpoint_is_half_the_sum(low, high):
    assert evaluate(parse("(low + high) / 2"), {"low": low, "high": high}) == (low + high) / 2


@given(amounts, amounts, amounts)
def test_products_bind_closer_than_sums(a, b, c):
    values = {"low": a, "high": b, "x": c}
    assert evaluate(parse("low + high * x - -low"), values) == a + b * c + a


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-9999, 9999))
def test_days_move_a_date_and_lie_between_two(day, days):
    moved = evaluate(parse("opened + low"), {"opened": day, "low": Decimal(days)})
    assert moved == day + timedelta(days)
    assert evaluate(parse("due - opened"), {"due": moved, "opened": day}) == days


@given(st.text("lowhigh()+-*/,. 0123456789min_", max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_its_place(text):
    found = read_or_fault(text)
    if isinstance(found, FormulaFault):
        assert 1 <= found.at <= len(text) + 1
    else:
        evaluate(found, {"low": Decimal(1), "high": Decimal(2)})


def read_or_fault(text):
    try:
        return parse(text)
    except FormulaFault as fault:
        return fault


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("low + nothing", 7, "no number or date"),
        ("low +", 6, "ends too early"),
        ("(low + high", 12, "“)” is missing"),
        ("low $ high", 5, "does not belong here"),
        ("opened + due", 8, "cannot be reckoned"),
        ("sqrt(low)", 1, "no function"),
        ("round(low, high)", 12, "whole number of places"),
        ("low high", 5, "too much here"),
    ],
)
def test_a_fault_is_named_with_its_place(text, at, words):
    with pytest.raises(FormulaFault) as caught:
        type_of(parse(text), NUMBERS)
    assert (caught.value.at, words in str(caught.value)) == (at, True)


@pytest.mark.parametrize("text", ["low / high", "high / 0", "low + gone", "abs(gone)", "round(gone)"])
def test_what_cannot_be_worked_out_is_missing(text):
    assert evaluate(parse(text), {"low": Decimal(1), "high": Decimal(0), "gone": None}) is None


def test_functions_pass_over_what_is_missing():
    values = {"low": None, "high": Decimal("2.345")}
    assert evaluate(parse("min(low, high)"), values) == Decimal("2.345")
    assert evaluate(parse("first(low, 7)"), values) == 7
    assert evaluate(parse("round(high, 2)"), values) == Decimal("2.35")
