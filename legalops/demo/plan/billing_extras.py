"""Credit notes, invoices sent twice, and what nobody knows yet: the dirt of real billing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from billing.ledes.model import LedesLine
from legalops.demo.plan.days import office_hour
from legalops.demo.plan.model import InvoicePlan
from legalops.kernel.money import round_money

_CREDITED = 0.01
_SENT_TWICE = 0.01
_UNKNOWN = 7
_RECENT = timedelta(20)


def add_extras(random: Random, as_of: date, invoices: Sequence[InvoicePlan]) -> list[InvoicePlan]:
    """The invoices with these among them, in order of arrival."""
    more = []
    for invoice in invoices:
        if random.random() < _CREDITED and invoice.fate == "pay":
            more += _later(as_of, _credit_note(random, invoice))
        elif random.random() < _SENT_TWICE:
            more += _later(as_of, _again(random, invoice))
    _disguise(random, as_of, invoices)
    return sorted([*invoices, *more], key=lambda each: (each.received_at, each.firm.code, each.number))


def _later(as_of: date, invoice: InvoicePlan) -> list[InvoicePlan]:
    return [invoice] if invoice.received_at.date() < as_of else []


def _credit_note(random: Random, invoice: InvoicePlan) -> InvoicePlan:
    """A tenth of the first line's fee given back, at the level of the invoice (LEDES field 10, IF)."""
    line = invoice.lines[0]
    net = line.total - (line.tax_amount or 0)
    back = -max(round_money(net / 10, invoice.firm.currency), round_money(net / net, invoice.firm.currency))
    tax = round_money(back * invoice.firm.tax, invoice.firm.currency)
    taxed = {"tax_rate": invoice.firm.tax, "tax_amount": tax, "tax_type": "VAT"} if invoice.firm.tax else {}
    credit = LedesLine(
        line_number="1",
        kind="IF",
        work_date=invoice.period_end,
        adjustment=back,
        total=back + tax,
        narrative=f"Credit on invoice {invoice.number} as agreed",
        **taxed,
    )
    received = office_hour(random, invoice.received_at.date() + timedelta(random.randint(25, 60)))
    return replace(
        invoice,
        number=f"CN-{invoice.number}",
        lines=[credit],
        received_at=received,
        invoice_date=received.date() - timedelta(2),
    )


def _again(random: Random, invoice: InvoicePlan) -> InvoicePlan:
    """The same work under another number some weeks later; the department turns it down."""
    received = office_hour(random, invoice.received_at.date() + timedelta(random.randint(20, 40)))
    return replace(
        invoice,
        number=f"{invoice.number}A",
        lines=list(invoice.lines),
        received_at=received,
        invoice_date=received.date() - timedelta(2),
        fate="reject",
    )


def _disguise(random: Random, as_of: date, invoices: Sequence[InvoicePlan]) -> None:
    """A few of the newest invoices name a matter or a person that nobody knows."""
    fresh = [invoice for invoice in invoices if invoice.received_at.date() > as_of - _RECENT]
    for place, invoice in enumerate(random.sample(fresh, min(len(fresh) // 4, _UNKNOWN))):
        if place % 2:
            invoice.matter_number = f"HV-{random.randint(1000, 9999)}"
        else:
            person = f"NEW{random.randint(10, 99)}"
            invoice.lines = [
                replace(line, timekeeper_code=person, timekeeper_name="Hollis, Ada")
                if line.timekeeper_code == invoice.lines[0].timekeeper_code and line.timekeeper_code
                else line
                for line in invoice.lines
            ]
