"""Checks of single values: present, not too long, a date, a number (V101-V104, W402)."""

from collections.abc import Callable

from billing.ledes.exact.row import Row
from billing.ledes.fields import Field
from billing.ledes.values import (
    AMOUNT_DECIMALS,
    RATE_DECIMALS,
    RATE_DIGITS,
    parse_amount,
    parse_date,
    parse_rate,
)

# Their length is judged by a code of their own: V105, T304, T305.
_OWN_CODE = {"EXP/FEE/INV_ADJ_TYPE", "INVOICE_CURRENCY", "INVOICE_TAX_CURRENCY", "ACCOUNT_TYPE"}


def check_column(field: Field, row: Row) -> None:
    """Check one value of the row by its entry in the field table, and keep what it parses to."""
    value = row.text[field.name]
    tell = row.error if field.level == "line" else row.error_once
    if not value:
        if field.required:
            tell("V103", field.name)
        elif field.kind in {"amount", "rate"}:
            row.numbers[field.name] = 0
    elif field.kind == "date":
        _date(field, row, value, tell)
    elif field.kind == "text":
        if len(value) > field.size and field.name not in _OWN_CODE:
            tell("V104", field.name, found=len(value), size=field.size)
    else:
        _number(field, row, value, tell)


def _date(field: Field, row: Row, value: str, tell: Callable[..., None]) -> None:
    parsed = parse_date(value)
    if parsed is None:
        tell("V101", field.name)
    else:
        row.dates[field.name] = parsed


def _number(field: Field, row: Row, value: str, tell: Callable[..., None]) -> None:
    is_rate = field.kind == "rate"
    parsed = parse_rate(value) if is_rate else parse_amount(value, field.size)
    if parsed is None:
        digits, decimals = (RATE_DIGITS, RATE_DECIMALS) if is_rate else (field.size, AMOUNT_DECIMALS)
        tell("V102", field.name, digits=digits, decimals=decimals)
        return
    if value.startswith("+"):
        warn = row.warn if field.level == "line" else row.warn_once
        warn("W402", field.name)
    row.numbers[field.name] = parsed
