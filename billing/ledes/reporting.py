"""A verdict on a file as data for `--json` and as text for people."""

import textwrap
from dataclasses import asdict
from typing import Any

from billing.ledes.findings import Finding
from billing.ledes.results import CheckResult

_COLUMNS = ("Line", "Code", "Field", "Value", "What is wrong, and how to mend it")
_WIDEST = 32
_TEXT_WIDTH = 76


def as_data(name: str, result: CheckResult) -> dict[str, Any]:
    """The verdict as plain data; money is text with at least two decimals."""
    invoices = [
        asdict(invoice) | {"total": None if invoice.total is None else str(invoice.total)}
        for invoice in result.invoices
    ]
    return {
        "file": name,
        "format": None if result.format is None else str(result.format),
        "accepted": result.accepted,
        "invoices": invoices,
        "findings": [asdict(finding) for finding in result.findings],
        "findings_dropped": result.findings_dropped,
    }


def as_text(name: str, result: CheckResult) -> str:
    """The verdict for people: a headline, the invoices, and a table of findings."""
    verdict = "accepted" if result.accepted else "refused"
    lines = [f"{name}: {verdict}, {result.format or 'format not recognised'}"]
    lines += [
        f"  invoice {invoice.number}: {invoice.lines} lines, "
        f"total {'unknown' if invoice.total is None else invoice.total} {invoice.currency or ''}".rstrip()
        for invoice in result.invoices
    ]
    if result.findings:
        lines += ["", *_table([_row(finding) for finding in result.findings])]
    if result.findings_dropped:
        lines.append(f"  and {result.findings_dropped} more")
    return "\n".join(lines)


def _row(finding: Finding) -> list[str]:
    code = finding.code if finding.severity == "error" else f"{finding.code} (warning)"
    value = (finding.value or "")[:_WIDEST]
    return [str(finding.line or ""), code, finding.field or "", value, f"{finding.message} {finding.mend}"]


def _table(rows: list[list[str]]) -> list[str]:
    """Rows under their headings; the last column is wrapped."""
    widths = [max(len(row[n]) for row in [list(_COLUMNS), *rows]) for n in range(len(_COLUMNS) - 1)]
    told = []
    for row in [list(_COLUMNS), *rows]:
        front = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        first, *rest = textwrap.wrap(row[-1], _TEXT_WIDTH)
        told.append(f"  {front}  {first}")
        told += [f"  {' ' * len(front)}  {text}" for text in rest]
    return told
