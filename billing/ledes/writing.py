"""Writing LEDES 1998B and 98BI V2: ASCII, CRLF, two decimals or more if needed (domain/ledes.md §11.11)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from billing.ledes.errors import CannotWrite
from billing.ledes.exact.repair import plain_signs
from billing.ledes.fields import Field
from billing.ledes.formats import FIELDS, IDENTIFIERS, NAMES, Format
from billing.ledes.model import LedesInvoice, LedesLine
from billing.ledes.values import AMOUNT_DECIMALS, RATE_DECIMALS, amount_text

# Texts for people are made to fit; identifiers and codes must fit as they are.
_MADE_TO_FIT = {
    "INVOICE_DESCRIPTION",
    "LINE_ITEM_DESCRIPTION",
    "MATTER_NAME",
    "TIMEKEEPER_NAME",
    "TIMEKEEPER_LAST_NAME",
    "TIMEKEEPER_FIRST_NAME",
}
_NAME_SIZE = 30
_FORBIDDEN = re.compile(r"[|\[\]\x00-\x1f\x7f]+")

Value = str | date | Decimal | None


def write(invoices: Iterable[LedesInvoice], format: Format, stream: BinaryIO) -> None:
    """Write the invoices as one file of that format; what `load` reads from it equals what was written.

    Pipes, brackets and line breaks in texts become spaces and other scripts become ASCII, as the formats
    have no room for them. Raises CannotWrite when an identifier, code or amount does not fit, a required
    value is missing, or LEDES 1998B is asked to carry tax.
    """
    if format not in FIELDS:
        raise CannotWrite(f"Files of format {format} cannot be written; use LEDES1998B or LEDES98BI-V2.")
    stream.write(_record([IDENTIFIERS[format]]) + _record(NAMES[format]))
    for invoice in invoices:
        for values in _records(invoice, format):
            stream.write(_record([_text(field, values.get(field.name), values) for field in FIELDS[format]]))


def _record(values: Iterable[str]) -> bytes:
    return f"{'|'.join(values)}[]\r\n".encode("ascii")


def _records(invoice: LedesInvoice, known: Format) -> Iterator[dict[str, Value]]:
    common = _invoice_values(invoice)
    for line in invoice.lines:
        values = common | _line_values(line)
        values["LAW_FIRM_MATTER_ID"] = line.law_firm_matter_id or invoice.law_firm_matter_id
        values["CLIENT_MATTER_ID"] = line.client_matter_id or invoice.client_matter_id
        if known is Format.LEDES98BI_V2:
            yield values | _tax_values(invoice, line) | _names(line.timekeeper_name)
        elif line.tax_amount:
            raise CannotWrite(
                f"Invoice {invoice.invoice_number} has tax, which LEDES 1998B has no field for."
            )
        else:
            yield values


def _invoice_values(invoice: LedesInvoice) -> dict[str, Value]:
    return {
        "INVOICE_DATE": invoice.invoice_date,
        "INVOICE_NUMBER": invoice.invoice_number,
        "CLIENT_ID": invoice.client_id,
        "INVOICE_TOTAL": invoice.invoice_total,
        "BILLING_START_DATE": invoice.period_start,
        "BILLING_END_DATE": invoice.period_end,
        "INVOICE_DESCRIPTION": invoice.description,
        "LAW_FIRM_ID": invoice.law_firm_id,
        "PO_NUMBER": invoice.po_number,
        "CLIENT_TAX_ID": invoice.client_tax_id,
        "MATTER_NAME": invoice.matter_name,
    }


def _line_values(line: LedesLine) -> dict[str, Value]:
    return {
        "LINE_ITEM_NUMBER": line.line_number,
        "EXP/FEE/INV_ADJ_TYPE": line.kind,
        "LINE_ITEM_NUMBER_OF_UNITS": line.units,
        "LINE_ITEM_ADJUSTMENT_AMOUNT": line.adjustment,
        "LINE_ITEM_TOTAL": line.total,
        "LINE_ITEM_DATE": line.work_date,
        "LINE_ITEM_TASK_CODE": line.task_code,
        "LINE_ITEM_EXPENSE_CODE": line.expense_code,
        "LINE_ITEM_ACTIVITY_CODE": line.activity_code,
        "TIMEKEEPER_ID": line.timekeeper_code,
        "LINE_ITEM_DESCRIPTION": line.narrative,
        "LINE_ITEM_UNIT_COST": line.unit_cost,
        "TIMEKEEPER_NAME": line.timekeeper_name,
        "TIMEKEEPER_CLASSIFICATION": line.classification,
    }


def _tax_values(invoice: LedesInvoice, line: LedesLine) -> dict[str, Value]:
    return {
        "INVOICE_TAX_TOTAL": invoice.tax_total,
        "INVOICE_NET_TOTAL": invoice.invoice_total - (invoice.tax_total or 0),
        "INVOICE_CURRENCY": invoice.currency,
        "ACCOUNT_TYPE": line.account_type or "O",
        "LINE_ITEM_TAX_RATE": line.tax_rate,
        "LINE_ITEM_TAX_TOTAL": line.tax_amount or Decimal(0),
        "LINE_ITEM_TAX_TYPE": line.tax_type,
    }


def _names(name: str | None) -> dict[str, Value]:
    """98BI has room for a long name in its two name fields only."""
    last, comma, first = (name or "").partition(", ")
    if not comma or max(len(last), len(first)) > _NAME_SIZE:
        return {}
    whole = name if name and len(name) <= _NAME_SIZE else None
    return {"TIMEKEEPER_NAME": whole, "TIMEKEEPER_LAST_NAME": last, "TIMEKEEPER_FIRST_NAME": first}


def _text(field: Field, value: Value, values: dict[str, Value]) -> str:
    text = _plain(field, value)
    if field.required and not text:
        raise CannotWrite(f"{field.name} is missing on invoice {values['INVOICE_NUMBER']}.")
    too_long = len(text) > field.size if field.kind == "text" else _digits(text) > field.size
    if too_long and field.kind in {"text", "amount"}:
        raise CannotWrite(f"{field.name} is too long on invoice {values['INVOICE_NUMBER']}: {text[:60]}.")
    return text


def _plain(field: Field, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    if isinstance(value, Decimal):
        return _number(field, value)
    text = _ascii(value)
    if field.name in _MADE_TO_FIT:
        return text[: field.size].strip()
    if text != value:
        raise CannotWrite(f"{field.name} holds characters that LEDES has no room for: {value[:60]}.")
    return text


def _number(field: Field, value: Decimal) -> str:
    decimals = RATE_DECIMALS if field.kind == "rate" else AMOUNT_DECIMALS
    scaled = value.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise CannotWrite(f"{field.name} has more than {decimals} decimals: {value}.")
    return amount_text(int(scaled), decimals)


def _digits(text: str) -> int:
    return len(text.lstrip("-").partition(".")[0])


def _ascii(text: str) -> str:
    """The text in plain ASCII on one line, without the three signs the formats reserve."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", plain_signs(text))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
        text = text.encode("ascii", "replace").decode("ascii")
    return _FORBIDDEN.sub(" ", text).strip()
