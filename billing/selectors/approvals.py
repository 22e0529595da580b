"""What waits for a person's approval, with all that the decision needs."""

from dataclasses import dataclass

from django.db.models import Count, Q

from billing.enums import ApprovalState, FindingState, Outcome
from billing.models import ApprovalStep, Invoice, ReviewFinding
from billing.querysets import InvoiceQuerySet
from billing.selectors.matter_spend import in_matter_currency, spend_of
from billing.selectors.queue import with_what_rules_found
from legalops.accounts.models import User
from legalops.web.budget import BudgetBar
from matters.models import Budget

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invoice whose step is this person's: why they are asked, the budget, and what stands out."""

    invoice: Invoice
    step: ApprovalStep
    following: ApprovalStep | None
    bar: BudgetBar | None
    flags: dict[str, int]


def awaiting(user: User) -> InvoiceQuerySet:
    """Invoices that wait for this person's decision, the first due first."""
    return Invoice.objects.visible_to(user).awaiting_approval_by(user).order_by("due_on", "pk")


def waiting_for(user: User, limit: int = MOST) -> list[Waiting]:
    """The inbox: a fixed number of queries whatever its length."""
    rows = with_what_rules_found(awaiting(user)).select_related("firm", "matter__stage", "reviewer")
    invoices = list(rows[:limit])
    keys = [invoice.pk for invoice in invoices]
    steps = list(
        ApprovalStep.objects.filter(
            invoice__in=keys, state__in=(ApprovalState.PENDING, ApprovalState.WAITING)
        )
        .select_related("approver")
        .order_by("position")
    )
    bars, flags = _bars(invoices), _flags(keys)
    return [_waiting(invoice, steps, bars, flags) for invoice in invoices]


def next_to_approve(invoice: Invoice, user: User) -> int | None:
    """The next invoice that waits for this person."""
    return awaiting(user).exclude(pk=invoice.pk).values_list("pk", flat=True).first()


def _waiting(
    invoice: Invoice,
    steps: list[ApprovalStep],
    bars: dict[int, BudgetBar],
    flags: dict[int, dict[str, int]],
) -> Waiting:
    own = [step for step in steps if step.invoice_id == invoice.pk]
    due = next(step for step in own if step.state == ApprovalState.PENDING)
    later = next((step for step in own if step.state == ApprovalState.WAITING), None)
    return Waiting(invoice, due, later, bars.get(invoice.pk), flags.get(invoice.pk, {}))


def _bars(invoices: list[Invoice]) -> dict[int, BudgetBar]:
    matters = {invoice.matter_id for invoice in invoices}
    spend = spend_of(matters)
    budgets = dict(
        Budget.objects.filter(matter__in=matters, status="approved").values_list("matter_id", "amount")
    )
    bars = {}
    for invoice in invoices:
        billed, this = spend[invoice.matter_id].billed, in_matter_currency(invoice)
        if billed is not None and this is not None:
            budget = budgets.get(invoice.matter_id)
            bars[invoice.pk] = BudgetBar(invoice.matter.currency, billed - this, budget, this, invoice.number)
    return bars


def _flags(keys: list[int]) -> dict[int, dict[str, int]]:
    rows = (
        ReviewFinding.objects.filter(invoice__in=keys)
        .values("invoice")
        .annotate(
            accepted=Count("pk", filter=Q(state=FindingState.ACCEPTED)),
            dismissed=Count("pk", filter=Q(state=FindingState.DISMISSED)),
            left_open=Count("pk", filter=Q(state=FindingState.OPEN) & ~Q(outcome=Outcome.WARN)),
            warnings=Count("pk", filter=Q(state=FindingState.OPEN, outcome=Outcome.WARN)),
        )
    )
    return {row.pop("invoice"): row for row in rows}
