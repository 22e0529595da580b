"""LEDES 1998B files for tests: a small invoice by default, keywords override fields of every line."""

from decimal import Decimal
from io import BytesIO

from billing.ledes.fields import NAMES_1998B

INVOICE = {
    "INVOICE_DATE": "20260605",
    "INVOICE_NUMBER": "INV-1",
    "CLIENT_ID": "CL001",
    "LAW_FIRM_MATTER_ID": "LF-1",
    "BILLING_START_DATE": "20260501",
    "BILLING_END_DATE": "20260531",
    "INVOICE_DESCRIPTION": "For services rendered May 2026",
    "LAW_FIRM_ID": "24-6437381",
    "CLIENT_MATTER_ID": "M-1",
}
FEE = {
    "EXP/FEE/INV_ADJ_TYPE": "F",
    "LINE_ITEM_NUMBER_OF_UNITS": "2.00",
    "LINE_ITEM_ADJUSTMENT_AMOUNT": "0",
    "LINE_ITEM_UNIT_COST": "500.00",
    "LINE_ITEM_DATE": "20260514",
    "LINE_ITEM_TASK_CODE": "L120",
    "LINE_ITEM_ACTIVITY_CODE": "A104",
    "TIMEKEEPER_ID": "TK1",
    "TIMEKEEPER_NAME": "Ruiz, Jo",
    "TIMEKEEPER_CLASSIFICATION": "PARTNR",
    "LINE_ITEM_DESCRIPTION": "Review expert report of opposing side and draft detailed response",
}
EXPENSE = {
    "EXP/FEE/INV_ADJ_TYPE": "E",
    "LINE_ITEM_NUMBER_OF_UNITS": "1",
    "LINE_ITEM_ADJUSTMENT_AMOUNT": "0",
    "LINE_ITEM_UNIT_COST": "40.00",
    "LINE_ITEM_DATE": "20260515",
    "LINE_ITEM_EXPENSE_CODE": "E107",
    "LINE_ITEM_DESCRIPTION": "Courier to court",
}


def fee(units: str = "2.00", cost: str = "500.00", **fields: str) -> dict[str, str]:
    """A fee line; fields by LEDES name in lower case, such as `timekeeper_id`."""
    return FEE | {"LINE_ITEM_NUMBER_OF_UNITS": units, "LINE_ITEM_UNIT_COST": cost} | _named(fields)


def expense(cost: str = "40.00", **fields: str) -> dict[str, str]:
    """An expense line."""
    return EXPENSE | {"LINE_ITEM_UNIT_COST": cost} | _named(fields)


def invoice(number: str = "INV-1", *lines: dict[str, str], matter: str = "M-1", **fields: str) -> list[dict]:
    """The records of one invoice, with right sums (default: one fee line of 1,000.00)."""
    lines = lines or (fee(),)
    head = INVOICE | {"INVOICE_NUMBER": number, "CLIENT_MATTER_ID": matter} | _named(fields)
    totals = [_total(line) for line in lines]
    return [
        head
        | {"LINE_ITEM_NUMBER": str(position), "INVOICE_TOTAL": str(sum(totals))}
        | line
        | {"LINE_ITEM_TOTAL": str(total)}
        for position, (line, total) in enumerate(zip(lines, totals, strict=True), start=1)
    ]


def ledes(*invoices: list[dict]) -> BytesIO:
    """A LEDES 1998B file, named invoice.txt, of these invoices (default: one)."""
    records = [record for records in (invoices or (invoice(),)) for record in records]
    rows = ["|".join(record.get(name, "") for name in NAMES_1998B) + "[]" for record in records]
    text = "\r\n".join(["LEDES1998B[]", "|".join(NAMES_1998B) + "[]", *rows, ""])
    file = BytesIO(text.encode("ascii"))
    file.name = "invoice.txt"
    return file


def _total(line: dict[str, str]) -> Decimal:
    amount = Decimal(line["LINE_ITEM_NUMBER_OF_UNITS"]) * Decimal(line["LINE_ITEM_UNIT_COST"])
    return (amount + Decimal(line["LINE_ITEM_ADJUSTMENT_AMOUNT"])).quantize(Decimal("0.01"))


def _named(fields: dict[str, str]) -> dict[str, str]:
    upper = {name.upper(): value for name, value in fields.items()}
    unknown = set(upper) - set(NAMES_1998B)
    assert not unknown, f"no such LEDES fields: {unknown}"
    return upper
