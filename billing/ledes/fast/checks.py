"""The rules of the full check as tests of whole invoices, put together once and asked all at once.

Each function mirrors one module of `billing.ledes.exact`; what they let pass, the full check passes. A test
is an expression of one truth over all lines, or over the first lines of all invoices; null is not a doubt.
"""

from functools import cache, lru_cache

import polars as pl

from billing.ledes.fast.numbers import form_tests, whole
from billing.ledes.fields import EXPENSE, FEE, KINDS, Field
from billing.ledes.formats import FIELDS, Format
from billing.ledes.values import AMOUNT_SCALE, CENT, CENT_OF_PRODUCT, CENT_OF_TAX, RATE_SCALE

REPEATED = (
    "INVOICE_DATE",
    "BILLING_START_DATE",
    "BILLING_END_DATE",
    "INVOICE_TOTAL",
    "INVOICE_TAX_TOTAL",
    "INVOICE_NET_TOTAL",
    "INVOICE_CURRENCY",
)
STARTS, LINES, TAXES = "starts", "lines", "taxes"
KIND = pl.col("EXP/FEE/INV_ADJ_TYPE")
_UNITS, _COST = "LINE_ITEM_NUMBER_OF_UNITS", "LINE_ITEM_UNIT_COST"
_COUNTED = pl.col("LINE_ITEM_NUMBER").cast(pl.Int64, strict=False)
_RISEN = _COUNTED.shift() < _COUNTED

# Rising line numbers cannot repeat (A205); other numberings need a slower look.
RISING = (_COUNTED.is_not_null() & (pl.col(STARTS) | _RISEN)).all()


@cache
def own_fields(known: Format) -> tuple[Field, ...]:
    """The fields that may differ from line to line of an invoice."""
    return tuple(field for field in FIELDS[known] if field.name not in REPEATED)


@cache
def repeated_fields(known: Format) -> tuple[Field, ...]:
    """The fields that an invoice repeats word for word: they need to be read once only."""
    return tuple(field for field in FIELDS[known] if field.name in REPEATED)


@lru_cache(maxsize=64)
def line_tests(known: Format, filled: tuple[str, ...]) -> tuple[pl.Expr, ...]:
    """Tests of all lines, in which only the fields `filled` hold anything."""
    own = [field for field in own_fields(known) if field.name in filled]
    tests = [*_sizes(FIELDS[known], filled), *_demands(known), *form_tests(own), *_repetitions(known)]
    return _numbered([*tests, *_arithmetic(known)])


@cache
def invoice_tests(known: Format) -> tuple[pl.Expr, ...]:
    """Tests of the first lines of invoices, beside the sums of all their lines."""
    return _numbered([*form_tests(repeated_fields(known)), *_periods(), *_sums(known)])


def _numbered(tests: list[pl.Expr]) -> tuple[pl.Expr, ...]:
    return tuple(test.alias(f"{n}") for n, test in enumerate(tests))


def _sizes(table: tuple[Field, ...], filled: tuple[str, ...]) -> list[pl.Expr]:
    """Nothing is too long (V104)."""
    texts = [field for field in table if field.kind == "text" and field.name in filled]
    return [pl.col(field.name).str.len_bytes().max() <= field.size for field in texts]


def _demands(known: Format) -> list[pl.Expr]:
    """Types, and what fees and expenses must carry (V105-V110, T304, T305)."""
    fee, expense = KIND == FEE, KIND == EXPENSE
    tests = [
        KIND.is_in(KINDS),
        ~(fee | expense) | (pl.col(_UNITS).is_not_null() & pl.col(_COST).is_not_null()),
        ~fee | pl.col("TIMEKEEPER_ID").is_not_null(),
        ~expense | pl.col("LINE_ITEM_EXPENSE_CODE").is_not_null(),
    ]
    if known is Format.LEDES98BI_V2:
        names = pl.col("TIMEKEEPER_LAST_NAME").is_not_null() & pl.col("TIMEKEEPER_FIRST_NAME").is_not_null()
        tests += [
            ~fee | pl.col("TIMEKEEPER_NAME").is_not_null() | names,
            pl.col("ACCOUNT_TYPE").is_in(["O", "T"]),
            pl.col("INVOICE_CURRENCY").unique().str.contains("^[A-Z]{3}$"),
            pl.col("INVOICE_TAX_CURRENCY").unique().str.contains("^[A-Z]{3}$"),
        ]
    return [test.all() for test in tests]


def _repetitions(known: Format) -> list[pl.Expr]:
    """Every record of an invoice states the same dates, totals and currency, word for word (A203, W406)."""
    columns = [pl.col(field.name) for field in repeated_fields(known)]
    return [(pl.col(STARTS) | column.eq_missing(column.shift())).all() for column in columns]


def _arithmetic(known: Format) -> list[pl.Expr]:
    """Every line adds up, with its tax in 98BI (A201, T301).

    In 128 bits: two amounts of 14 digits and a rate of 8 make 36.
    """
    total, adjustment = whole("LINE_ITEM_TOTAL"), whole("LINE_ITEM_ADJUSTMENT_AMOUNT")
    product = whole(_UNITS) * whole(_COST)
    if known is not Format.LEDES98BI_V2:
        return [_within(product + (adjustment - total) * AMOUNT_SCALE, CENT_OF_PRODUCT)]
    tax, base = whole("LINE_ITEM_TAX_TOTAL"), product + adjustment * AMOUNT_SCALE
    tax_expected = base * whole("LINE_ITEM_TAX_RATE")
    return [
        _within(base + (tax - total) * AMOUNT_SCALE, CENT_OF_PRODUCT),
        _within(tax_expected - tax * (AMOUNT_SCALE * RATE_SCALE), CENT_OF_TAX),
    ]


def _periods() -> list[pl.Expr]:
    """No billing period ends before it starts (A207)."""
    return [(pl.col("BILLING_START_DATE") <= pl.col("BILLING_END_DATE")).all()]


def _sums(known: Format) -> list[pl.Expr]:
    """Totals are the sums of their lines (A202, T302, T303)."""
    total = whole("INVOICE_TOTAL")
    tests = [_within(total - pl.col(LINES), CENT)]
    if known is Format.LEDES98BI_V2:
        tax, net = whole("INVOICE_TAX_TOTAL"), whole("INVOICE_NET_TOTAL")
        tests += [_within(tax - pl.col(TAXES), CENT), _within(net - (total - tax), CENT)]
    return tests


def _within(difference: pl.Expr, most: int) -> pl.Expr:
    return difference.is_between(-most, most).all()
