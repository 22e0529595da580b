"""The checks over a parsed LEDES XML file (X501-X505, domain/ledes.md §3 and §8)."""

from datetime import date
from decimal import Decimal

from billing.ledes.findings import Notes
from billing.ledes.minor_units import step, variant
from billing.ledes.values import AMOUNT_DECIMALS
from billing.ledes.xml.dialects import Dialect
from billing.ledes.xml.segments import (
    TOLERANCE,
    Element,
    descendants,
    line,
    local,
    number,
    number_in,
    plain,
    text,
)


def check_dates(root: Element, dialect: Dialect, notes: Notes) -> None:
    """X505: every element named …_date has the form of the format and exists in the calendar."""
    for element in root.iter():
        name = local(element)
        value = (element.text or "").strip() if name.endswith("_date") else ""
        if value and not _is_date(value, dialect):
            notes.error(
                "X505", element.sourceline, name, value, form=dialect.date_form, example=dialect.date_example
            )


def check_item_numbers(root: Element, notes: Notes) -> None:
    """X504: file_item_nbr is unique in the file (2.x)."""
    seen: set[str] = set()
    for element in descendants(root, "file_item_nbr"):
        value = (element.text or "").strip()
        if value in seen:
            notes.error("X504", element.sourceline, "file_item_nbr", value)
        seen.add(value)


def check_invoice_sum(invoice: Element, notes: Notes) -> None:
    """X501: inv_total_net_due is the sum of matter_total_due, tax included."""
    stated = number(invoice, "inv_total_net_due", notes)
    dues = [number(matter, "matter_total_due", notes) for matter in descendants(invoice, "matter")]
    if stated is None or None in dues:
        return
    expected = sum((due for due in dues if due is not None), Decimal(0))
    if abs(stated - expected) > TOLERANCE:
        where = line(invoice, "inv_total_net_due")
        facts = {"invoice": text(invoice, "inv_id"), "expected": plain(expected)}
        notes.error("X501", where, "inv_total_net_due", plain(stated), **facts)


def check_minor_units(invoice: Element, notes: Notes) -> None:
    """X502: a total with more decimals than inv_currency has."""
    currency = text(invoice, "inv_currency")
    least = Decimal(step(currency)).scaleb(-AMOUNT_DECIMALS)
    if step(currency) == 1:
        return
    key, places = variant(currency)
    for name in ("inv_total_net_due", "matter_total_due", "total_amount"):
        for found in descendants(invoice, name):
            stated = number_in(found)
            if stated is not None and stated % least:
                facts = {"currency": currency, "decimals": places}
                notes.error(f"X502:{key}", found.sourceline, name, plain(stated), **facts)


def check_timekeepers(matter: Element, dialect: Dialect, notes: Notes) -> None:
    """X503: every fee names a timekeeper of the matter's summary."""
    known = {text(summary, "tk_id") for summary in descendants(matter, dialect.timekeeper)}
    for fee in descendants(matter, "fee"):
        named = text(fee, "tk_id")
        if named and named not in known:
            notes.error("X503", line(fee, "tk_id"), "tk_id", named)


def check_item(item: Element, notes: Notes) -> None:
    """X502: base_amount is units × rate, total_amount is base plus the item's discount or tax."""
    units, rate = number(item, "units", notes), number(item, "rate", notes)
    base, total = number(item, "base_amount", notes), number(item, "total_amount", notes)
    if units is not None and rate is not None and base is not None:
        _compare(item, "base_amount", base, units * rate, f"{plain(units)} × {plain(rate)}", notes)
    if base is not None and total is not None:
        added = [
            number(item, name, notes) or Decimal(0)
            for name in ("item_disc_cred_amount", "discount_amount", "tax")
        ]
        expected, signs = base + sum(added, Decimal(0)), base - sum(added, Decimal(0))
        # XML 2000 does not say whether a discount is written with its sign: both readings are met.
        if abs(total - signs) > TOLERANCE:
            _compare(item, "total_amount", total, expected, "base_amount with discount and tax", notes)


def _compare(
    item: Element, name: str, stated: Decimal, expected: Decimal, formula: str, notes: Notes
) -> None:
    if abs(stated - expected) > TOLERANCE:
        notes.error("X502", line(item, name), name, plain(stated), formula=formula, expected=plain(expected))


def _is_date(value: str, dialect: Dialect) -> bool:
    match = dialect.date_pattern.fullmatch(value)
    if match is None:
        return False
    try:
        date(*(int(part) for part in match.groups()))
    except ValueError:
        return False
    return True
