"""The rules of the full check, vectorised over whole invoices. Any doubt raises FastPathRefused.

Each function mirrors one module of `billing.ledes.exact`; what they let pass, the full check passes.
"""

import polars as pl

from billing.ledes.errors import FastPathRefused
from billing.ledes.fast.blocks import filled
from billing.ledes.fast.numbers import product_type
from billing.ledes.fields import EXPENSE, FEE, KINDS, Field
from billing.ledes.frames import KEY
from billing.ledes.values import AMOUNT_SCALE, CENT, CENT_OF_PRODUCT, CENT_OF_TAX, RATE_SCALE

_KIND = pl.col("EXP/FEE/INV_ADJ_TYPE")
_UNITS, _COST = "LINE_ITEM_NUMBER_OF_UNITS", "LINE_ITEM_UNIT_COST"
REPEATED = (
    "INVOICE_DATE",
    "BILLING_START_DATE",
    "BILLING_END_DATE",
    "INVOICE_TOTAL",
    "INVOICE_TAX_TOTAL",
    "INVOICE_NET_TOTAL",
    "INVOICE_CURRENCY",
)


def check_columns(frame: pl.DataFrame, table: tuple[Field, ...]) -> None:
    """Nothing required is blank, nothing is too long (V103, V104)."""
    required = [pl.col(field.name).is_not_null().all() for field in table if field.required]
    sizes = {field.name: field.size for field in table if field.kind == "text"}
    short = [
        (pl.col(name).str.len_bytes().max() <= sizes[name]).alias(f"{name} size")
        for name in filled(frame, sizes)
    ]
    _demand(frame, required + short)


def check_demands(frame: pl.DataFrame) -> None:
    """Types, and what fees and expenses must carry (V105-V110, T304, T305)."""
    fee, expense = _KIND == FEE, _KIND == EXPENSE
    tests = [
        _KIND.is_in(KINDS),
        ~(fee | expense) | (pl.col(_UNITS).is_not_null() & pl.col(_COST).is_not_null()),
        ~fee | pl.col("TIMEKEEPER_ID").is_not_null(),
        ~expense | pl.col("LINE_ITEM_EXPENSE_CODE").is_not_null(),
    ]
    if "ACCOUNT_TYPE" in frame.columns:
        names = pl.col("TIMEKEEPER_LAST_NAME").is_not_null() & pl.col("TIMEKEEPER_FIRST_NAME").is_not_null()
        tests += [
            ~fee | pl.col("TIMEKEEPER_NAME").is_not_null() | names,
            pl.col("ACCOUNT_TYPE").is_in(["O", "T"]),
            pl.col("INVOICE_CURRENCY").unique().str.contains("^[A-Z]{3}$").all(),
            pl.col("INVOICE_TAX_CURRENCY").unique().str.contains("^[A-Z]{3}$").all(),
        ]
    _demand(frame, [test.all() for test in tests])


def check_arithmetic(numbers: pl.DataFrame) -> None:
    """Every line adds up, with its tax in 98BI (A201, T301)."""
    wide = product_type(numbers[_UNITS], numbers[_COST])
    base = pl.col(_UNITS).cast(wide) * pl.col(_COST).cast(wide)
    base += pl.col("LINE_ITEM_ADJUSTMENT_AMOUNT").cast(wide) * AMOUNT_SCALE
    lines = numbers.select(base=base, total=pl.col("LINE_ITEM_TOTAL").cast(wide) * AMOUNT_SCALE)
    if "LINE_ITEM_TAX_TOTAL" not in numbers.columns:
        _demand(lines, [((pl.col("base") - pl.col("total")).abs() <= CENT_OF_PRODUCT).all()])
        return
    taxes = numbers.select(tax="LINE_ITEM_TAX_TOTAL", rate="LINE_ITEM_TAX_RATE")
    lines = pl.concat([lines, taxes], how="horizontal").cast(pl.Int128)
    lines = lines.with_columns(pl.col("tax") * AMOUNT_SCALE)
    tests = [
        (pl.col("base") + pl.col("tax") - pl.col("total")).abs() <= CENT_OF_PRODUCT,
        (pl.col("base") * pl.col("rate") - pl.col("tax") * RATE_SCALE).abs() <= CENT_OF_TAX,
    ]
    _demand(lines, [test.all() for test in tests])


def check_repeated(frame: pl.DataFrame) -> None:
    """Every record of an invoice states the same dates, totals and currency, word for word (A203, W406)."""
    inside = pl.col(KEY) == pl.col(KEY).shift()
    repeated = [pl.col(name) for name in frame.columns if name in REPEATED]
    _demand(frame, [(~inside | column.eq_missing(column.shift())).all() for column in repeated])


def check_line_numbers(frame: pl.DataFrame) -> None:
    """No line number comes twice in an invoice (A205)."""
    inside = pl.col(KEY) == pl.col(KEY).shift()
    counted = pl.col("LINE_ITEM_NUMBER").cast(pl.Int64, strict=False)
    # Rising numbers cannot repeat; other numberings need the slower test.
    rising = frame.select((counted.is_not_null() & (~inside | (counted > counted.shift()))).all()).item()
    if not rising and frame.select(KEY, "LINE_ITEM_NUMBER").is_duplicated().any():
        raise FastPathRefused("A line number is repeated.")


def check_periods(invoices: pl.DataFrame) -> None:
    """No billing period ends before it starts (A207)."""
    _demand(invoices, [(pl.col("BILLING_START_DATE") <= pl.col("BILLING_END_DATE")).all()])


def check_sums(amounts: pl.DataFrame, stated: pl.DataFrame) -> None:
    """Totals are the sums of their lines (A202, T302, T303); `stated` has one row for each invoice key."""
    lines = amounts.group_by(KEY, maintain_order=True).agg(
        lines=pl.col("LINE_ITEM_TOTAL").cast(pl.Int128).sum(),
        taxes=pl.col("^LINE_ITEM_TAX_TOTAL$").cast(pl.Int128).sum(),
    )
    totals = pl.concat([lines, stated], how="horizontal").cast(pl.Int128)
    tests = [(pl.col("lines") - pl.col("INVOICE_TOTAL")).abs() <= CENT]
    if "INVOICE_TAX_TOTAL" in stated.columns:
        untaxed = pl.col("INVOICE_TOTAL") - pl.col("INVOICE_TAX_TOTAL")
        tests += [(pl.col("taxes") - pl.col("INVOICE_TAX_TOTAL")).abs() <= CENT]
        tests += [(pl.col("INVOICE_NET_TOTAL") - untaxed).abs() <= CENT]
    _demand(totals, [test.all() for test in tests])


def _demand(frame: pl.DataFrame, tests: list[pl.Expr]) -> None:
    """Refuse unless every test, each a single truth over the frame, holds; a null is not a doubt."""
    found = frame.select(test.alias(f"{n}") for n, test in enumerate(tests))
    if not all(value is not False for value in found.row(0)):
        raise FastPathRefused("A record needs a closer look.")
