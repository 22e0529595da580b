"""What a checked file holds, invoice by invoice, as the upload page shows it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from billing.ledes.results import InvoiceSummary

SUMMARISED = (
    *("invoice_id", "invoice_number", "invoice_date", "client_matter_id", "law_firm_matter_id", "matter_id"),
    *("unknown_timekeepers", "currency", "total", "tax", "line_count"),
)
"""Columns of a drafted invoice that its summary tells of."""


def summary_of_refused(invoice: InvoiceSummary) -> dict[str, Any]:
    """An invoice of a file with errors, as far as it could be read; amounts as text."""
    return {
        "number": invoice.number,
        "currency": invoice.currency or "",
        "total": None if invoice.total is None else str(invoice.total),
        "lines": invoice.lines,
    }


def summary_of_draft(invoice: Mapping[str, Any], found: Mapping[int, tuple[int, Decimal]]) -> dict[str, Any]:
    """A drafted invoice with what the preview found in it; amounts as text in `currency`."""
    findings, reduction = found.get(invoice["invoice_id"], (0, Decimal(0)))
    return {
        "number": invoice["invoice_number"],
        "matter": invoice["client_matter_id"] or invoice["law_firm_matter_id"] or "",
        "matched": invoice["matter_id"] is not None,
        "unknown_timekeepers": invoice["unknown_timekeepers"],
        "currency": invoice["currency"],
        "total": str(invoice["total"]),
        "tax": str(invoice["tax"]),
        "lines": invoice["line_count"],
        "date": invoice["invoice_date"].isoformat(),
        "findings": findings,
        "reduction": str(reduction),
    }
