"""What a check tells: the verdict, the invoices met, the findings."""

from dataclasses import dataclass
from decimal import Decimal

from billing.ledes.findings import Finding
from billing.ledes.formats import Format


@dataclass(frozen=True, slots=True)
class InvoiceSummary:
    """One invoice of a file; `currency` is None in LEDES 1998B, `total` None when it cannot be read.

    `total` is the stated INVOICE_TOTAL: without tax in 1998B, with tax in 98BI and XML.
    """

    number: str
    currency: str | None
    total: Decimal | None
    lines: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The verdict on one file; `findings_dropped` counts those beyond the cap, errors among them apart."""

    format: Format | None
    accepted: bool
    invoices: list[InvoiceSummary]
    findings: list[Finding]
    findings_dropped: int = 0
    errors_dropped: int = 0
