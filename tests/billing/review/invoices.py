"""Invoices for the review tests: an invoice with nothing wrong, to which a test adds what it is about."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import polars as pl

from billing.review import (
    INVOICES,
    LINES,
    PRIOR_HOURS,
    PRIOR_LINES,
    InvoiceFacts,
    RuleSetting,
    rule,
    run,
)

TODAY = date(2025, 6, 20)
TASKS = frozenset({"L110", "L120", "L300", "C100"})
EXPENSES = frozenset({"E101", "E107", "E110"})

_INVOICE = {
    "firm_id": 7,
    "matter_id": 11,
    "matter_type": "litigation",
    "matter_open": True,
    "firm_on_matter": True,
    "invoice_number": "INV-1",
    "invoice_date": date(2025, 6, 5),
    "received_date": date(2025, 6, 6),
    "period_start": date(2025, 5, 1),
    "period_end": date(2025, 5, 31),
    "currency": "USD",
    "expected_currency": "USD",
    "budget": None,
    "billed_to_date": Decimal(0),
    "duplicate_of": None,
    "minor_unit": 2,
}
_LINE = {
    "kind": "F",
    "work_date": date(2025, 5, 14),
    "adjustment": Decimal(0),
    "tax_amount": Decimal(0),
    "task_code": "L120",
    "expense_code": None,
    "activity_code": "A104",
    "timekeeper_id": 3,
    "timekeeper_code": "JR",
    "timekeeper_name": "Ruiz, J.",
    "classification": "PARTNR",
    "approved_rate": Decimal(500),
    "timekeeper_approved": True,
}
_numbers = count(1)


def fee(hours: str | None = "1", rate: str | None = "500", **changes: Any) -> dict[str, Any]:
    """A fee line, by default without fault; the total follows from hours, rate, adjustment and tax."""
    number = next(_numbers)
    line = _LINE | {
        "line_id": number,
        "narrative": f"Analysed indemnity clause {number} of the supply contract",
    }
    line |= {"units": hours and Decimal(hours), "unit_cost": rate and Decimal(rate)} | _exact(changes)
    gross = (line["units"] or 0) * (line["unit_cost"] or 0)
    extras = (line["adjustment"] or 0) + (line["tax_amount"] or 0)
    return {"total": Decimal(gross + extras).quantize(Decimal("0.0001"))} | line


def expense(amount: str = "100", code: str | None = "E107", **changes: Any) -> dict[str, Any]:
    """An expense line without fault."""
    own = {
        "kind": "E",
        "task_code": None,
        "activity_code": None,
        "expense_code": code,
        "narrative": "Courier",
    }
    nobody = {"timekeeper_id": None, "timekeeper_code": None, "timekeeper_name": None, "classification": None}
    return fee("1", amount, **own | nobody | {"approved_rate": None, "timekeeper_approved": None} | changes)


def discount(amount: str = "-50", kind: str = "IF", **changes: Any) -> dict[str, Any]:
    """An invoice-level adjustment (LEDES types IF and IE): no person, no code, mostly no text."""
    line = expense("0", None, **{"kind": kind, "narrative": None, "unit_cost": None} | changes)
    return line | {"adjustment": Decimal(amount), "total": Decimal(amount)}


def invoice(*lines: dict[str, Any], **changes: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An invoice over its lines, by default without fault."""
    number = next(_numbers)
    total = sum((line["total"] for line in lines), Decimal(0))
    head = _INVOICE | {"invoice_id": number, "total": total} | _exact(changes)
    placed = [
        {"position": place} | line | {"invoice_id": head["invoice_id"]} for place, line in enumerate(lines, 1)
    ]
    return head, placed


def facts(*invoices: tuple[dict[str, Any], list[dict[str, Any]]], **changes: Any) -> InvoiceFacts:
    """The facts of these invoices; `prior_lines` and `prior_hours` are given as rows."""
    lines = [line for _, placed in invoices for line in placed]
    return InvoiceFacts(
        invoices=pl.DataFrame([head for head, _ in invoices], schema=INVOICES),
        lines=pl.DataFrame(lines, schema=LINES),
        prior_lines=pl.DataFrame(changes.pop("prior_lines", []), schema=PRIOR_LINES),
        prior_hours=pl.DataFrame(changes.pop("prior_hours", []), schema=PRIOR_HOURS),
        **{"task_codes": TASKS, "expense_codes": EXPENSES, "today": TODAY} | changes,
    )


def setting(code: str, **changes: Any) -> RuleSetting:
    """The rule at its defaults, changed where a test says so."""
    base = {"version": 1, "enabled": True, "outcome": rule(code).default_outcome}
    return RuleSetting(code=code, **base | changes)


def hits(
    given: InvoiceFacts, code: str, params: dict[str, Any] | None = None, **changes: Any
) -> list[dict[str, Any]]:
    """Findings of one rule as rows."""
    return run(given, [setting(code, params=params or {}, **changes)]).to_dicts()


def found(code: str, *lines: dict[str, Any], **changes: Any) -> list[dict[str, Any]]:
    """Findings of one rule on one otherwise faultless, ordinary invoice over these lines: credits among them
    do not make it a credit note.
    """
    head, placed = invoice(*lines)
    return hits(facts((head | {"total": max(head["total"], Decimal(0))}, placed)), code, **changes)


def _exact(changes: dict[str, Any]) -> dict[str, Any]:
    amounts = {name for name, kind in (LINES | INVOICES).items() if isinstance(kind, pl.Decimal)}
    return {
        name: Decimal(value) if name in amounts and value is not None else value
        for name, value in changes.items()
    }
