"""Checks of one record against the invoice it belongs to: A203, A205, A207, W405, W406."""

from datetime import date

from billing.ledes.exact.row import Row
from billing.ledes.values import amount_text

_STATED = ("INVOICE_TOTAL", "INVOICE_TAX_TOTAL", "INVOICE_NET_TOTAL")
_START, _END = "BILLING_START_DATE", "BILLING_END_DATE"
_DATES = ("INVOICE_DATE", _START, _END)


def check_against_invoice(row: Row) -> None:
    """Compare what the record repeats of its invoice with what the first record said."""
    _check_stated(row)
    _check_dates(row)
    _check_number(row)


def _check_stated(row: Row) -> None:
    for name in _STATED:
        value = row.numbers.get(name)
        if value is not None and row.tally.stated.setdefault(name, value) != value:
            first = amount_text(row.tally.stated[name])
            row.error_once("A203", name, first=first, invoice=row.tally.number)
    currency = row.text.get("INVOICE_CURRENCY", "")
    row.tally.currency = row.tally.currency or currency or None
    if currency and currency != row.tally.currency:
        row.error_once("A203", "INVOICE_CURRENCY", first=row.tally.currency, invoice=row.tally.number)


def _check_dates(row: Row) -> None:
    dates, number = row.tally.dates, row.tally.number
    complete = _START in dates and _END in dates
    for name in _DATES:
        value = row.dates.get(name)
        if value is not None and dates.setdefault(name, value) != value:
            row.warn_once("W406", name, first=f"{dates[name]:%Y%m%d}", invoice=number)
    if _START not in dates or _END not in dates:
        return
    start, end = dates[_START], dates[_END]
    if start > end:
        row.faulty = True
        if not complete:
            row.error("A207", _END, start=f"{start:%Y%m%d}", invoice=number)
    else:
        check_line_date(row, start, end)


def check_line_date(row: Row, start: date, end: date) -> None:
    """W405: the line is dated outside the billing period."""
    if "LINE_ITEM_DATE" in row.dates and not start <= row.dates["LINE_ITEM_DATE"] <= end:
        row.warn("W405", "LINE_ITEM_DATE", start=f"{start:%Y%m%d}", end=f"{end:%Y%m%d}")


def _check_number(row: Row) -> None:
    number = row.text["LINE_ITEM_NUMBER"]
    if number and number in row.tally.open_numbers():
        row.error("A205", "LINE_ITEM_NUMBER", invoice=row.tally.number)
