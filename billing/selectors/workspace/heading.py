"""The head and the bottom bar: amounts, budget with this invoice drawn in, who is next."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, Sum
from django.db.models.functions import Greatest

from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, InvoiceTransition
from billing.selectors.approvals import plan_steps
from billing.selectors.matter_spend import in_matter_currency, spend_of
from billing.selectors.tax_invoices import is_tax_invoice, refuse_unsettled
from legalops.accounts.models import User
from legalops.approvals.engine import PlannedStep
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO
from legalops.web.budget import BudgetBar
from matters.models import Budget


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums of the invoice in its currency; `billed`, `proposed` and `standing` include tax, the others do
    not.
    """

    billed: Decimal
    standing: Decimal
    reduced: Decimal
    possible: Decimal

    @property
    def proposed(self) -> Decimal:
        """What would remain if every open finding were accepted (net of tax on it)."""
        return self.standing - self.possible

    @property
    def reduced_share(self) -> Decimal | None:
        """Reductions as a share of what was billed."""
        return self.reduced / self.billed if self.billed else None


def amounts_of(invoice: Invoice) -> Amounts:
    """Billed, reduced, and what open findings would still take: each line once, the largest of them.

    On a tax invoice nothing is taken, so what is in dispute counts with what is open.
    """
    asking = [FindingState.OPEN] + [FindingState.ACCEPTED] * is_tax_invoice(invoice)
    findings = invoice.findings.filter(state__in=asking, line__isnull=False)
    per_line = findings.order_by().values("line").annotate(most=Max("reduction"), has=Max("line__reduction"))
    possible = per_line.aggregate(sum=Sum(Greatest(F("most") - F("has"), ZERO)))["sum"] or ZERO
    reduced = invoice.reduction_net + invoice.reduction_tax
    return Amounts(invoice.billed_total, invoice.approved_amount, reduced, possible)


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
    def first(self) -> PlannedStep | None:
        """The person asked first."""
        return self.steps[0] if self.steps else None


def route_of(invoice: Invoice, user: User) -> Route:
    """What submitting would do now."""
    try:
        refuse_unsettled(invoice)
        return Route(plan_steps(invoice, submitter=user))
    except DomainError as error:
        return Route([], error.message)


def last_return(invoice: Invoice) -> InvoiceTransition | None:
    """Why the invoice came back to review, if it did and has not moved since."""
    last = invoice.transitions.select_related("actor").order_by("-pk").first()
    return last if last and last.name in ("send_back", "recall") else None
