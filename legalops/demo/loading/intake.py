"""Invoices arrive as LEDES files through the intake, all of a firm's for a period in one file."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from billing.ledes.formats import Format
from billing.ledes.model import LedesInvoice
from billing.ledes.writing import write
from billing.models import Submission
from billing.services.intake import receive
from legalops import jobs
from legalops.demo.loading.world import World
from legalops.demo.plan.model import InvoicePlan
from legalops.demo.sample_files import spoiled
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO

CLIENT_ID = "HARBORVIEW"
CLIENT_TAX_ID = "98-7654321"


def deliveries(invoices: Iterable[InvoicePlan]) -> dict[tuple[datetime, str], list[InvoicePlan]]:
    """Invoices by instant and firm: one file each."""
    found: dict[tuple[datetime, str], list[InvoicePlan]] = {}
    for invoice in invoices:
        found.setdefault((invoice.received_at, invoice.firm.code), []).append(invoice)
    return found


def deliver(world: World, invoices: list[InvoicePlan]) -> Submission:
    """Send one file and have it checked, stored and reviewed by the rules. Raises DomainError if refused."""
    firm = invoices[0].firm
    submission = receive(
        io.BytesIO(file_of(world, invoices)),
        firm=world.firms[firm.code],
        actor=world.billers[firm.code],
        name=f"{firm.code}-{invoices[0].period_end:%Y-%m}-{invoices[0].number}.txt",
        auto_submit=True,
    )
    jobs.run_pending(propagate=True)
    submission.refresh_from_db()
    if submission.state != "imported":
        told = [str(problem) for problem in submission.problems.all()[:3]] or [submission.failure]
        raise DomainError("demo.refused", f"{submission.file_name}: {submission.state}: {'; '.join(told)}")
    return submission


def drop_spoiled(world: World) -> None:
    """The first firm uploads a file with errors: refused, and waiting for its correction."""
    firm = world.plan.firms[0]
    plan = next(p for p in reversed(world.plan.invoices) if p.firm is firm and len(p.lines) > 1)
    content = spoiled(file_of(world, [replace(plan, number=f"{plan.number}X", matter_number="")]))
    name = f"{firm.code}-correction.txt"
    receive(io.BytesIO(content), firm=world.firms[firm.code], actor=world.billers[firm.code], name=name)
    jobs.run_pending(propagate=True)


def file_of(world: World, invoices: Iterable[InvoicePlan]) -> bytes:
    """The invoices as LEDES: 98BI V2 where there is tax or another currency than the dollar, else 1998B."""
    plans = list(invoices)
    international = plans[0].firm.currency != "USD"
    stream = io.BytesIO()
    format = Format.LEDES98BI_V2 if international else Format.LEDES1998B
    write([ledes_of(world, plan) for plan in plans], format, stream)
    return stream.getvalue()


def ledes_of(world: World, plan: InvoicePlan) -> LedesInvoice:
    """One invoice under the number of its matter."""
    matter = world.matters[plan.matter.key]
    international = plan.firm.currency != "USD"
    return LedesInvoice(
        invoice_number=plan.number,
        invoice_date=plan.invoice_date,
        client_id=CLIENT_ID,
        law_firm_id=plan.firm.tax_id,
        period_start=plan.period_start,
        period_end=plan.period_end,
        invoice_total=sum((line.total for line in plan.lines), ZERO),
        law_firm_matter_id=f"{plan.firm.code[:3].upper()}-{plan.matter.key:05d}",
        client_matter_id=plan.matter_number or matter.number,
        description=f"For services rendered through {plan.period_end:%d %B %Y}",
        matter_name=matter.name,
        client_tax_id=CLIENT_TAX_ID if international else None,
        currency=plan.firm.currency if international else None,
        tax_total=sum((line.tax_amount or ZERO for line in plan.lines), ZERO) if international else None,
        lines=tuple(plan.lines),
    )
