"""Invoices with lines, findings and adjustments."""

from datetime import date
from decimal import Decimal
from itertools import count

from billing.models import Invoice, InvoiceLine, LineAdjustment, ReasonCode, ReviewFinding
from legalops.kernel import clock
from legalops.kernel.money import round_money
from matters.models import Matter
from vendors.models import Firm

_numbers = count(1)


def make_invoice(firm: Firm, matter: Matter | None, *amounts: Decimal | int, **fields) -> Invoice:
    """An invoice in review in USD with one fee line per amount (default: one of 1,000)."""
    amounts = tuple(Decimal(a) for a in amounts) or (Decimal(1000),)
    total = sum(amounts, Decimal(0))
    number = fields.pop("number", f"INV-{next(_numbers)}")
    state = fields.pop("state", "in_review" if matter else "unmatched")
    spent = state in ("approved", "sent_to_ap", "paid")
    defaults = {
        "number": number,
        "number_key": number.casefold(),
        "state": state,
        "approved_at": clock.now() if spent else None,
        "invoice_date": date(2026, 6, 5),
        "period_start": date(2026, 5, 1),
        "period_end": date(2026, 5, 31),
        "due_on": date(2026, 6, 19),
        "currency": "USD",
        "billed_total": total,
        "billed_fees": total,
        "billed_expenses": Decimal(0),
        "billed_hours": total / 500,
        "base_total": round_money(total, "USD"),
        "line_count": len(amounts),
    }
    invoice = Invoice.objects.create(firm=firm, matter=matter, **defaults | fields)
    for position, amount in enumerate(amounts, start=1):
        make_line(invoice, amount, position=position)
    return invoice


def make_line(invoice: Invoice, amount: Decimal | int = 1000, **fields) -> InvoiceLine:
    """A fee line of the invoice at 500 an hour."""
    amount = Decimal(amount)
    position = fields.pop("position", invoice.lines.count() + 1)
    defaults = {
        "number": str(position),
        "kind": "F",
        "work_date": date(2026, 5, 14),
        "units": amount / 500,
        "unit_cost": Decimal(500),
        "adjustment": Decimal(0),
        "total": amount,
        "task_code": "L120",
        "activity_code": "A104",
        "phase": "L100",
        "timekeeper_code": "TK1",
        "timekeeper_name": "Ruiz, Jo",
        "classification": "PARTNR",
        "narrative": "Review expert report and draft response",
        "firm": invoice.firm,
        "matter": invoice.matter,
        "base_net": round_money(amount * invoice.base_rate, "USD"),
    }
    return InvoiceLine.objects.create(invoice=invoice, position=position, **defaults | fields)


def make_finding(invoice: Invoice, line: InvoiceLine | None = None, **fields) -> ReviewFinding:
    """An open finding of rule G42 that warns."""
    defaults = {
        "rule": "G42",
        "rule_version": 1,
        "outcome": "warn",
        "message": "The description is too short to tell what was done.",
    }
    return ReviewFinding.objects.create(invoice=invoice, line=line, **defaults | fields)


def make_adjustment(line: InvoiceLine, amount: Decimal | int, *, actor, **fields) -> LineAdjustment:
    """A standing reduction, with the sums on line and invoice kept."""
    amount = Decimal(amount)
    adjustment = LineAdjustment.objects.create(
        invoice=line.invoice,
        line=line,
        amount=amount,
        reason=ReasonCode.objects.get(code="excessive"),
        actor=actor,
        **fields,
    )
    line.reduction += amount
    line.base_reduction += round_money(amount * line.invoice.base_rate, "USD")
    line.save(update_fields=["reduction", "base_reduction"])
    line.invoice.reduction_net += amount
    line.invoice.save(update_fields=["reduction_net"])
    return adjustment
