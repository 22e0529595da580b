"""Small LEDES files for the tests: a good record to start from, and ways to spoil it."""

from io import BytesIO

from billing.ledes import CheckResult, check
from billing.ledes.formats import IDENTIFIERS, NAMES, Format

FEE = {
    "INVOICE_DATE": "20260605",
    "INVOICE_NUMBER": "INV-1",
    "CLIENT_ID": "CL001",
    "LAW_FIRM_MATTER_ID": "LF-0528",
    "INVOICE_TOTAL": "1575.00",
    "BILLING_START_DATE": "20260501",
    "BILLING_END_DATE": "20260531",
    "INVOICE_DESCRIPTION": "Services",
    "LINE_ITEM_NUMBER": "1",
    "EXP/FEE/INV_ADJ_TYPE": "F",
    "LINE_ITEM_NUMBER_OF_UNITS": "2.50",
    "LINE_ITEM_ADJUSTMENT_AMOUNT": "-50.00",
    "LINE_ITEM_TOTAL": "1575.00",
    "LINE_ITEM_DATE": "20260504",
    "LINE_ITEM_TASK_CODE": "L120",
    "LINE_ITEM_ACTIVITY_CODE": "A104",
    "TIMEKEEPER_ID": "TK001",
    "LINE_ITEM_DESCRIPTION": "Review expert report",
    "LAW_FIRM_ID": "24-6437381",
    "LINE_ITEM_UNIT_COST": "650.00",
    "TIMEKEEPER_NAME": "Arnsley, Robert",
    "TIMEKEEPER_CLASSIFICATION": "PARTNR",
    "CLIENT_MATTER_ID": "M-2026-0001",
}
EXPENSE = FEE | {
    "EXP/FEE/INV_ADJ_TYPE": "E",
    "LINE_ITEM_NUMBER_OF_UNITS": "1",
    "LINE_ITEM_ADJUSTMENT_AMOUNT": "0",
    "LINE_ITEM_UNIT_COST": "1575.00",
    "LINE_ITEM_TASK_CODE": "",
    "LINE_ITEM_ACTIVITY_CODE": "",
    "LINE_ITEM_EXPENSE_CODE": "E112",
    "TIMEKEEPER_ID": "",
    "TIMEKEEPER_NAME": "",
    "TIMEKEEPER_CLASSIFICATION": "",
}
# 2.5 h at 310 less nothing, VAT of 20 per cent on top.
TAXED = FEE | {
    "INVOICE_TOTAL": "930.00",
    "LINE_ITEM_ADJUSTMENT_AMOUNT": "0",
    "LINE_ITEM_TOTAL": "930.00",
    "LINE_ITEM_UNIT_COST": "310.00",
    "CLIENT_TAX_ID": "GB999999973",
    "MATTER_NAME": "Lease renewal",
    "INVOICE_TAX_TOTAL": "155.00",
    "INVOICE_NET_TOTAL": "775.00",
    "INVOICE_CURRENCY": "GBP",
    "ACCOUNT_TYPE": "O",
    "LINE_ITEM_TAX_RATE": "0.2",
    "LINE_ITEM_TAX_TOTAL": "155.00",
    "LINE_ITEM_TAX_TYPE": "VAT",
}


def opening(known: Format = Format.LEDES1998B, end: str = "\r\n") -> str:
    """Identifier and header lines."""
    return f"{IDENTIFIERS[known]}[]{end}{'|'.join(NAMES[known])}[]{end}"


def record(values: dict[str, str], known: Format = Format.LEDES1998B, end: str = "\r\n") -> str:
    """One record with its `[]` and line break."""
    return "|".join(values.get(name, "") for name in NAMES[known]) + "[]" + end


def file_of(*records: dict[str, str], known: Format = Format.LEDES1998B, end: str = "\r\n") -> bytes:
    """A whole file in Windows-1252, as firms send it."""
    return (opening(known, end) + "".join(record(values, known, end) for values in records)).encode("cp1252")


def check_bytes(content: bytes, *, strict: bool = False, max_findings: int = 200) -> CheckResult:
    """The verdict of the exact reader."""
    return check(BytesIO(content), strict=strict, max_findings=max_findings)


def codes(result: CheckResult, severity: str | None = None) -> list[str]:
    """The codes of a verdict, sorted, of one severity or of both."""
    return sorted(finding.code for finding in result.findings if severity in (None, finding.severity))
