"""The full check of one record: the truth that the shortcut and the vectorised reader must agree with."""

from billing.ledes.exact.columns import check_column
from billing.ledes.exact.invoice_rules import check_against_invoice
from billing.ledes.exact.line_rules import (
    check_account,
    check_arithmetic,
    check_codes,
    check_demands,
    check_kind,
    check_minor_units,
    check_tax,
)
from billing.ledes.exact.row import Amounts, Row
from billing.ledes.exact.tally import Tally
from billing.ledes.fields import Field
from billing.ledes.findings import Notes


def check_record(
    table: tuple[Field, ...], values: list[str], line: int, tally: Tally, notes: Notes
) -> tuple[Row, Amounts | None]:
    """Check every rule on one record; amounts are None when a number of the line cannot be read.

    The record is counted in its tally. `values` has one text for each field of the table.
    """
    row = Row(line, dict(zip((field.name for field in table), values, strict=True)), tally, notes)
    check_kind(row)
    for field in table:
        check_column(field, row)
    check_demands(row)
    amounts = row.amounts()
    taxed = "LINE_ITEM_TAX_TOTAL" in row.text
    if amounts is not None:
        check_arithmetic(row, amounts)
    if taxed:
        check_account(row)
        check_minor_units(row)
    if taxed and amounts is not None:
        check_tax(row, amounts)
    check_against_invoice(row)
    check_codes(row)
    _count(row)
    return row, amounts


def _count(row: Row) -> None:
    total, tax = row.numbers.get("LINE_ITEM_TOTAL"), row.numbers.get("LINE_ITEM_TAX_TOTAL", 0)
    if total is None or ("LINE_ITEM_TAX_TOTAL" in row.text and "LINE_ITEM_TAX_TOTAL" not in row.numbers):
        row.tally.sums_known = False
    row.tally.add(row.text["LINE_ITEM_NUMBER"], total or 0, tax)
