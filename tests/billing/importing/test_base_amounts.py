"""Columns are converted to base currency exactly as single amounts are."""

from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from billing.services.drafts import AMOUNT, RATE, in_base
from legalops.kernel.money import round_money

AMOUNTS = st.decimals("-9999999999", "9999999999", places=4)
RATES = st.decimals("0.00000001", "9999", places=8)


@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=20))
def test_columns_round_like_money(pairs):
    frame = pl.DataFrame(
        {"amount": [amount for amount, _ in pairs], "rate": [rate for _, rate in pairs]},
        schema={"amount": AMOUNT, "rate": RATE},
    )
    column = frame.select(in_base(pl.col("amount"), pl.col("rate"))).to_series().to_list()
    assert column == [round_money(amount * rate, "USD") for amount, rate in pairs]


def test_ties_go_away_from_zero():
    frame = pl.DataFrame({"amount": [Decimal("0.005"), Decimal("-0.005")]}, schema={"amount": AMOUNT})
    column = frame.select(in_base(pl.col("amount"), pl.lit(Decimal(1), RATE))).to_series().to_list()
    assert column == [Decimal("0.01"), Decimal("-0.01")]
