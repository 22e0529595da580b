"""Checks of one record as a whole: type, what the type demands, arithmetic, tax, codes and dates."""

from billing.ledes.codes import current_classes
from billing.ledes.exact.row import Amounts, Row
from billing.ledes.fields import EXPENSE, FEE, KINDS
from billing.ledes.minor_units import TOTALS, step, variant
from billing.ledes.values import (
    AMOUNT_SCALE,
    CENT_OF_PRODUCT,
    CENT_OF_TAX,
    RATE_DECIMALS,
    RATE_SCALE,
    amount_text,
)

_KIND = "EXP/FEE/INV_ADJ_TYPE"
_NAMES = ("TIMEKEEPER_LAST_NAME", "TIMEKEEPER_FIRST_NAME")


def check_kind(row: Row) -> None:
    """V105; a lower-case type is mended in place."""
    if row.kind and row.kind not in KINDS:
        if row.kind.upper() in KINDS:
            row.repaired("V105:case", _KIND)
            row.text[_KIND] = row.kind.upper()
        else:
            row.error("V105", _KIND)


def check_demands(row: Row) -> None:
    """What fees and expenses must carry: V106, V107, V108, V109, V110."""
    if row.kind not in (FEE, EXPENSE):
        return
    if not row.text["LINE_ITEM_NUMBER_OF_UNITS"]:
        row.error("V106", "LINE_ITEM_NUMBER_OF_UNITS", kind=row.kind)
    if not row.text["LINE_ITEM_UNIT_COST"]:
        row.error("V107", "LINE_ITEM_UNIT_COST", kind=row.kind)
    if row.kind == EXPENSE and not row.text["LINE_ITEM_EXPENSE_CODE"]:
        row.error("V108", "LINE_ITEM_EXPENSE_CODE")
    if row.kind == FEE:
        _check_person(row)


def _check_person(row: Row) -> None:
    if not row.text["TIMEKEEPER_ID"]:
        row.error("V109", "TIMEKEEPER_ID")
    if _NAMES[0] in row.text and not row.text["TIMEKEEPER_NAME"]:
        missing = next((name for name in _NAMES if not row.text[name]), None)
        if missing:
            row.error("V110", missing)


def check_arithmetic(row: Row, amounts: Amounts) -> None:
    """A201: units × unit cost + adjustment, plus the line tax in 98BI (domain/ledes.md §1.3, §2)."""
    taxed = "LINE_ITEM_TAX_TOTAL" in row.text
    expected = _base(amounts) + amounts.tax * AMOUNT_SCALE
    if abs(expected - amounts.total * AMOUNT_SCALE) <= CENT_OF_PRODUCT:
        return
    if _undecided(row):
        return  # a blank that is reported already
    formula = f"{amount_text(amounts.units)} × {amount_text(amounts.cost)}"
    formula += (
        f" + {amount_text(amounts.adjustment)}"
        if amounts.adjustment >= 0
        else f" - {amount_text(-amounts.adjustment)}"
    )
    formula += f" + tax {amount_text(amounts.tax)}" if taxed else ""
    row.error("A201", "LINE_ITEM_TOTAL", formula=formula, expected=amount_text(expected, 8))


def check_tax(row: Row, amounts: Amounts) -> None:
    """T306 and T301: the rate is a fraction, and the tax is the base times it (98BI)."""
    if not 0 <= amounts.rate < RATE_SCALE:
        row.error("T306", "LINE_ITEM_TAX_RATE")
        return
    expected = _base(amounts) * amounts.rate
    stated = amounts.tax * AMOUNT_SCALE * RATE_SCALE
    if abs(expected - stated) > CENT_OF_TAX and not _undecided(row):
        facts = {"base": amount_text(_base(amounts), 8), "rate": amount_text(amounts.rate, RATE_DECIMALS)}
        row.error("T301", "LINE_ITEM_TAX_TOTAL", expected=amount_text(expected, 16), **facts)


def check_account(row: Row) -> None:
    """T304 for the tax currency and T305 (98BI)."""
    if row.text["ACCOUNT_TYPE"] and row.text["ACCOUNT_TYPE"] not in {"O", "T"}:
        row.error("T305", "ACCOUNT_TYPE")
    for name in ("INVOICE_CURRENCY", "INVOICE_TAX_CURRENCY"):
        code = row.text[name]
        if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            row.error_once("T304", name)


def check_minor_units(row: Row) -> None:
    """V102: a total with more decimals than the invoice's currency has (98BI; 1998B names no currency)."""
    currency = row.text["INVOICE_CURRENCY"]
    least = step(currency)
    if least == 1:
        return
    key, places = variant(currency)
    for name in TOTALS:
        if row.numbers.get(name, 0) % least:
            tell = row.error if name.startswith("LINE_ITEM") else row.error_once
            tell(f"V102:{key}", name, currency=currency, decimals=places)


def check_codes(row: Row) -> None:
    """W401, W403, W404, W407: odd codes that never refuse a file."""
    task, activity = row.text["LINE_ITEM_TASK_CODE"], row.text["LINE_ITEM_ACTIVITY_CODE"]
    if row.kind == FEE and not task:
        row.warn("W401", "LINE_ITEM_TASK_CODE")
    if row.kind == EXPENSE:
        for name, code in (("LINE_ITEM_TASK_CODE", task), ("LINE_ITEM_ACTIVITY_CODE", activity)):
            if code:
                row.warn("W403", name)
    elif activity and not task:
        row.warn("W407", "LINE_ITEM_ACTIVITY_CODE")
    classification = row.text["TIMEKEEPER_CLASSIFICATION"]
    if classification and classification not in current_classes():
        row.warn("W404", "TIMEKEEPER_CLASSIFICATION")


def _base(amounts: Amounts) -> int:
    """units × unit cost + adjustment, in hundred-millionths."""
    return amounts.units * amounts.cost + amounts.adjustment * AMOUNT_SCALE


def _undecided(row: Row) -> bool:
    """Units or unit cost are missing where the type demands them: V106 or V107 says so."""
    blank = not row.text["LINE_ITEM_NUMBER_OF_UNITS"] or not row.text["LINE_ITEM_UNIT_COST"]
    return blank and row.kind in (FEE, EXPENSE)
