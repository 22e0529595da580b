"""The head and the bottom bar: amounts, budget with this invoice drawn in, who is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, Q, Sum

from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, InvoiceLine, InvoiceTransition
from billing.selectors.approvals import in_turn, plan_steps
from billing.selectors.matter_spend import in_matter_currency, spend_of
from billing.selectors.tax_invoices import is_tax_invoice, refuse_unsettled
from billing.selectors.workspace.left import with_what_is_left
from legalops.accounts.models import User
from legalops.approvals.engine import PlannedStep
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO
from legalops.web.budget import BudgetBar
from matters.models import Budget

_STANDS = Q(adjustments__undone_at__isnull=True)
_STANDING_TAX = {
    "tax_off": Sum("adjustments__tax", filter=_STANDS),
    "tax_beside": Sum("adjustments__tax", filter=_STANDS & Q(adjustments__batch__isnull=False)),
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums of the invoice in its currency, tax included."""

    billed: Decimal
    standing: Decimal
    reduced: Decimal
    possible: Decimal

    @property
    def proposed(self) -> Decimal:
        """What would remain if every open finding were accepted."""
        return self.standing - self.possible

    @property
    def reduced_share(self) -> Decimal | None:
        """Reductions as a share of what was billed."""
        return self.reduced / self.billed if self.billed else None


def amounts_of(invoice: Invoice) -> Amounts:
    """Billed, reduced, and what open findings would still take: each line once, the largest of them."""
    left = _left_by_line(invoice)
    possible = sum(left.values(), ZERO) + _tax_on(left, invoice)
    reduced = invoice.reduction_net + invoice.reduction_tax
    return Amounts(invoice.billed_total, invoice.approved_amount, reduced, possible)


def _left_by_line(invoice: Invoice) -> dict[int, Decimal]:
    """On a tax invoice nothing is taken, so what is in dispute counts with what is open."""
    asking = [FindingState.OPEN] + [FindingState.ACCEPTED] * is_tax_invoice(invoice)
    findings = with_what_is_left(invoice.findings.filter(state__in=asking)).filter(left__gt=0)
    rows = findings.order_by().values("line").annotate(most=Max("left")).values_list("line", "most")
    return dict(rows)


def _tax_on(left: Mapping[int, Decimal], invoice: Invoice) -> Decimal:
    """What the tax would fall by, to the cent as the stacks of reductions will keep it."""
    if not invoice.billed_tax or not left:
        return ZERO
    rows = InvoiceLine.objects.filter(pk__in=left).annotate(**_STANDING_TAX)
    return sum((_tax_more(line, left[line.pk], invoice.currency) for line in rows), ZERO)


def _tax_more(line: InvoiceLine, left: Decimal, currency: str) -> Decimal:
    beside = line.tax_beside or ZERO
    return max(line.tax_on(line.reduction + left, currency), beside) - (line.tax_off or ZERO)


def budget_bar(invoice: Invoice) -> BudgetBar | None:
    """The matter's budget with this invoice drawn in, in the matter's currency; None without matter or
    rate.
    """
    if invoice.matter is None:
        return None
    spend = spend_of([invoice.matter_id]).get(invoice.matter_id)
    this = in_matter_currency(invoice)
    if spend is None or spend.billed is None or this is None:
        return None
    if invoice.state == InvoiceState.REJECTED:
        this = ZERO
    budget = Budget.objects.filter(matter=invoice.matter_id, status="approved").first()
    amount = budget.amount if budget else None
    return BudgetBar(invoice.matter.currency, spend.billed - this, amount, this, invoice.number)


@dataclass(frozen=True, slots=True)
class Route:
    """Who gets the invoice when it is submitted, or why nobody can."""

    steps: list[PlannedStep]
    refusal: str = ""

    @property
    def turns(self) -> list[str]:
        """Whom it goes to, one turn after another."""
        return in_turn(self.steps)


def route_of(invoice: Invoice, user: User) -> Route:
    """What submitting would do now."""
    try:
        refuse_unsettled(invoice)
        return Route(plan_steps(invoice, submitter=user))
    except DomainError as error:
        return Route([], error.message)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The rejected invoice that this one replaces, when it was rejected and why."""

    invoice: Invoice
    rejected_at: datetime
    reason: str


def replaced_by(invoice: Invoice, user: User) -> Replaced | None:
    """What the firm corrected with this invoice; None where it replaces nothing that the person sees."""
    if invoice.replaces_id is None:
        return None
    before = Invoice.objects.visible_to(user).filter(pk=invoice.replaces_id).first()
    passage = before.transitions.order_by("-pk").first() if before else None
    return Replaced(before, passage.occurred_at, passage.reason) if passage else None


def last_return(invoice: Invoice) -> InvoiceTransition | None:
    """Why the invoice came back to review, if it did and has not moved since."""
    last = invoice.transitions.select_related("actor").order_by("-pk").first()
    return last if last and last.name in ("send_back", "recall") else None
