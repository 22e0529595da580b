"""The field tables: 24 fields of LEDES 1998B, 52 of LEDES 98BI V2 (domain/ledes.md §1.2 and §2)."""

from dataclasses import dataclass, replace

# "15 KB" in the standard; read as binary kilobytes, the more generous meaning.
LONG_TEXT = 15 * 1024


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the text formats.

    `kind`: "text", "date" (YYYYMMDD), "amount" (`digits` before and 4 after the point), "rate" (a fraction).
    `level`: "invoice" values repeat on every record of an invoice, "matter" values on every record of a
    matter, "line" values belong to one record. `required`: blank is V103 whatever the record type.
    """

    name: str
    kind: str
    size: int
    required: bool
    level: str


def _text(name: str, size: int, level: str = "line", required: bool = False) -> Field:
    return Field(name, "text", size, required, level)


def _date(name: str, level: str = "line") -> Field:
    return Field(name, "date", 8, True, level)


def _amount(name: str, digits: int, level: str = "line", required: bool = False) -> Field:
    return Field(name, "amount", digits, required, level)


FIELDS_1998B: tuple[Field, ...] = (
    _date("INVOICE_DATE", "invoice"),
    _text("INVOICE_NUMBER", 20, "invoice", required=True),
    _text("CLIENT_ID", 20, "matter", required=True),
    _text("LAW_FIRM_MATTER_ID", 20, "matter", required=True),
    _amount("INVOICE_TOTAL", 12, "invoice", required=True),
    _date("BILLING_START_DATE", "invoice"),
    _date("BILLING_END_DATE", "invoice"),
    _text("INVOICE_DESCRIPTION", LONG_TEXT, "invoice"),
    _text("LINE_ITEM_NUMBER", 20, required=True),
    _text("EXP/FEE/INV_ADJ_TYPE", 2, required=True),
    _amount("LINE_ITEM_NUMBER_OF_UNITS", 10),
    _amount("LINE_ITEM_ADJUSTMENT_AMOUNT", 10),
    _amount("LINE_ITEM_TOTAL", 10, required=True),
    _date("LINE_ITEM_DATE"),
    _text("LINE_ITEM_TASK_CODE", 20),
    _text("LINE_ITEM_EXPENSE_CODE", 20),
    _text("LINE_ITEM_ACTIVITY_CODE", 20),
    _text("TIMEKEEPER_ID", 20),
    _text("LINE_ITEM_DESCRIPTION", LONG_TEXT),
    _text("LAW_FIRM_ID", 20, "invoice", required=True),
    _amount("LINE_ITEM_UNIT_COST", 10),
    _text("TIMEKEEPER_NAME", 30),
    _text("TIMEKEEPER_CLASSIFICATION", 10),
    _text("CLIENT_MATTER_ID", 20, "matter"),
)

# The January 2020 revision of 98BI widened these two.
_WIDENED = {"INVOICE_NUMBER": 50, "LAW_FIRM_ID": 50}

FIELDS_98BI: tuple[Field, ...] = (
    *(replace(field, size=_WIDENED.get(field.name, field.size)) for field in FIELDS_1998B),
    _text("PO_NUMBER", 100, "matter"),
    _text("CLIENT_TAX_ID", 20, "invoice", required=True),
    _text("MATTER_NAME", 255, "matter", required=True),
    _amount("INVOICE_TAX_TOTAL", 12, "invoice"),
    _amount("INVOICE_NET_TOTAL", 12, "invoice", required=True),
    _text("INVOICE_CURRENCY", 3, "invoice", required=True),
    _text("TIMEKEEPER_LAST_NAME", 30),
    _text("TIMEKEEPER_FIRST_NAME", 30),
    _text("ACCOUNT_TYPE", 1, required=True),
    _text("LAW_FIRM_NAME", 60, "invoice"),
    _text("LAW_FIRM_ADDRESS_1", 60, "invoice"),
    _text("LAW_FIRM_ADDRESS_2", 60, "invoice"),
    _text("LAW_FIRM_CITY", 40, "invoice"),
    _text("LAW_FIRM_STATEorREGION", 40, "invoice"),
    _text("LAW_FIRM_POSTCODE", 20, "invoice"),
    _text("LAW_FIRM_COUNTRY", 3, "invoice"),
    _text("CLIENT_NAME", 60, "invoice"),
    _text("CLIENT_ADDRESS_1", 60, "invoice"),
    _text("CLIENT_ADDRESS_2", 60, "invoice"),
    _text("CLIENT_CITY", 40, "invoice"),
    _text("CLIENT_STATEorREGION", 40, "invoice"),
    _text("CLIENT_POSTCODE", 20, "invoice"),
    _text("CLIENT_COUNTRY", 3, "invoice"),
    Field("LINE_ITEM_TAX_RATE", "rate", 8, False, "line"),
    _amount("LINE_ITEM_TAX_TOTAL", 10, required=True),
    _text("LINE_ITEM_TAX_TYPE", 20),
    _amount("INVOICE_REPORTED_TAX_TOTAL", 12, "invoice"),
    _text("INVOICE_TAX_CURRENCY", 3, "invoice"),
)

NAMES_1998B: tuple[str, ...] = tuple(field.name for field in FIELDS_1998B)
NAMES_98BI: tuple[str, ...] = tuple(field.name for field in FIELDS_98BI)

# Record types (domain/ledes.md §1.2 field 10).
FEE, EXPENSE, FEE_ADJUSTMENT, EXPENSE_ADJUSTMENT = "F", "E", "IF", "IE"
KINDS = frozenset({FEE, EXPENSE, FEE_ADJUSTMENT, EXPENSE_ADJUSTMENT})
