"""The check of LEDES XML 2000, 2.0, 2.1 and 2.2: structure and sums; records are not imported yet."""

from typing import BinaryIO

from billing.ledes.findings import Notes
from billing.ledes.results import CheckResult, InvoiceSummary
from billing.ledes.xml import rules
from billing.ledes.xml.dialects import DIALECTS, Dialect, root_name
from billing.ledes.xml.safe import LIMIT_MB, parse
from billing.ledes.xml.segments import Element, descendants, local, number, text

_LIMIT = LIMIT_MB * 1024 * 1024


def check_xml(
    start: bytes, stream: BinaryIO, *, strict: bool = False, max_findings: int = 200
) -> CheckResult:
    """Check an XML file whose first bytes were read already; never raises on any bytes."""
    notes = Notes(strict=strict, cap=max_findings)
    data = start + stream.read(_LIMIT + 1)
    name = root_name(data)
    dialect = DIALECTS.get(name or "")
    summaries: list[InvoiceSummary] = []
    if len(data) > _LIMIT:
        notes.error("X500:large", limit=LIMIT_MB)
    elif (root := parse(data, notes)) is not None:
        dialect = DIALECTS.get(local(root))
        if dialect is None:
            notes.error("F001:xml", root.sourceline, value=local(root))
        else:
            summaries = _check(root, dialect, notes)
    known = dialect.format if dialect else None
    return CheckResult(
        known, not notes.refused, summaries, notes.findings, notes.dropped, notes.errors_dropped
    )


def _check(root: Element, dialect: Dialect, notes: Notes) -> list[InvoiceSummary]:
    invoices = list(descendants(root, "invoice"))
    if not invoices:
        notes.error("F008")
    rules.check_dates(root, dialect, notes)
    if dialect.numbered:
        rules.check_item_numbers(root, notes)
    for invoice in invoices:
        rules.check_invoice_sum(invoice, notes)
        rules.check_minor_units(invoice, notes)
        for matter in descendants(invoice, "matter"):
            rules.check_timekeepers(matter, dialect, notes)
        for item in _items(invoice):
            rules.check_item(item, notes)
    return [_summary(invoice) for invoice in invoices]


def _items(invoice: Element) -> list[Element]:
    return [*descendants(invoice, "fee"), *descendants(invoice, "expense")]


def _summary(invoice: Element) -> InvoiceSummary:
    total = number(invoice, "inv_total_net_due", Notes())
    return InvoiceSummary(
        text(invoice, "inv_id"), text(invoice, "inv_currency") or None, total, len(_items(invoice))
    )
