"""Rounding and allocation, proved over random amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalops.kernel.money import Money, allocate, exponent, minor_unit, round_money

amounts = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4)
currencies = st.sampled_from(["USD", "JPY", "KWD", "EUR"])


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("10.005", "USD", "10.01"),
        ("-10.005", "USD", "-10.01"),
        ("10.0049", "USD", "10.00"),
        ("10.5", "JPY", "11"),
        ("1.0005", "KWD", "1.001"),
    ],
)
def test_rounds_half_up_to_the_minor_unit(amount, currency, expected):
    assert round_money(Decimal(amount), currency) == Decimal(expected)


def test_thirds_give_the_extra_cent_to_the_first():
    parts = allocate(Decimal("100.00"), [Decimal(1)] * 3, "USD")
    assert parts == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


@given(amounts, st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any), currencies)
def test_parts_sum_to_the_rounded_whole_and_are_near_their_share(amount, weights, currency):
    parts = allocate(amount, [Decimal(w) for w in weights], currency)
    whole = round_money(amount, currency)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / sum(weights)) <= minor_unit(currency)


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(-1), Decimal(2)]])
def test_useless_weights_are_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        allocate(Decimal(1), weights, "USD")


def test_floats_and_mixed_currencies_are_type_errors():
    with pytest.raises(TypeError):
        round_money(1.5, "USD")
    with pytest.raises(TypeError):
        Money(Decimal(1), "USD") + Money(Decimal(1), "EUR")
    assert (Money(Decimal(3), "USD") - Money(Decimal(1), "USD")).rounded() == Money(Decimal("2.00"), "USD")
    assert [exponent(c) for c in ("USD", "JPY", "BHD")] == [2, 0, 3]
