"""What approvals ask of invoices: amounts, who took part, who is near, and what a decision needs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.enums import FindingState, Outcome
from billing.models import Invoice, ReviewFinding
from billing.querysets import InvoiceQuerySet
from billing.selectors.matter_spend import in_matter_currency, spend_of
from legalops.access.models import RoleAssignment
from legalops.accounts.models import User
from legalops.approvals.engine import PlannedStep
from legalops.approvals.selectors import plan_for
from legalops.approvals.selectors.inbox import asks_for
from legalops.kernel.money import round_money
from legalops.web.budget import BudgetBar
from legalops.web.formats import money
from matters.models import Budget, Matter, MatterMember

KIND = "invoice"
BUDGET_STATES = {
    "none": _("No budget"),
    "within": _("Within the budget"),
    "at_risk": _("Budget at risk"),
    "over": _("Over the budget"),
}
_IN_A_LETTER = {"within": _("within"), "at_risk": _("at risk"), "over": _("exceeded")}
# From this share of the budget on it is at risk.
AT_RISK_FROM = Decimal("0.8")


def amount_in_base(invoice: Invoice) -> Decimal:
    """What would be paid, tax included, in base currency at the invoice's stored rate."""
    return round_money(invoice.approved_amount * invoice.base_rate, settings.BASE_CURRENCY)


def plan_steps(invoice: Invoice, *, submitter: User) -> list[PlannedStep]:
    """Whom submitting would ask, in order and with reasons. Raises DomainError naming what to set up."""
    return list(plan_for(invoice, asker=submitter).plan.steps)


def in_turn(steps: Sequence[PlannedStep]) -> list[str]:
    """Names of those asked one after another; steps that run at the same time are named together."""
    turns = groupby(steps, key=lambda step: step.position)
    return [gettext(" and ").join(step.names for step in together) for _position, together in turns]


def handlers_of(invoice: Invoice) -> set[int]:
    """Primary keys of everyone who reviewed or adjusted the invoice: they are not its approvers."""
    if invoice.pk is None:
        return set()
    deciders = invoice.findings.filter(decided_by__isnull=False).order_by()
    found = set(deciders.values_list("decided_by", flat=True).distinct())
    found |= set(invoice.adjustments.order_by().values_list("actor", flat=True).distinct())
    return found | ({invoice.reviewer_id} if invoice.reviewer_id else set())


def nearness(invoice: Invoice, people: Sequence[int]) -> Mapping[int, int]:
    """The matter's people first, then its team's, then others, and the general counsel last."""
    matter = invoice.matter
    members = set(MatterMember.objects.filter(matter=matter, user__in=people).values_list("user", flat=True))
    team = (
        set(matter.team.members.filter(pk__in=people).values_list("pk", flat=True)) if matter.team else set()
    )
    heads = set(
        RoleAssignment.objects.filter(user__in=people, role__code="general_counsel").values_list(
            "user", flat=True
        )
    )
    return {pk: 3 if pk in heads else 0 if pk in members else 1 if pk in team else 2 for pk in people}


def open_findings(invoice: Invoice) -> int:
    """Findings that would reject the invoice or reduce a line and were left undecided."""
    if invoice.pk is None:
        return 0
    return invoice.findings.filter(state=FindingState.OPEN).exclude(outcome=Outcome.WARN).count()


def budget_state(invoice: Invoice) -> str | None:
    """Whether the matter's budget holds with this invoice; None where a rate is missing."""
    if invoice.matter is None:
        return None
    this = in_matter_currency(invoice) if invoice.pk is None else Decimal(0)
    return budget_state_of(invoice.matter, this)


def budget_state_of(matter: Matter, this: Decimal | None = Decimal(0)) -> str | None:
    """How the matter's approved budget stands against all that was billed and not rejected, and `this` net in
    its currency beside it: a code of BUDGET_STATES, or None where a rate is missing.
    """
    budget = Budget.objects.filter(matter=matter.pk, status="approved").first()
    if budget is None:
        return "none"
    spend = spend_of([matter.pk]).get(matter.pk)
    billed = spend.billed if spend is not None else Decimal(0)
    if billed is None or this is None:
        return None
    return _state_of(billed + this, budget.amount)


def _state_of(spent: Decimal, budget: Decimal) -> str:
    if spent > budget:
        return "over"
    return "at_risk" if spent >= budget * AT_RISK_FROM else "within"


def awaiting(user: User) -> InvoiceQuerySet:
    """Invoices that wait for this person's decision, the first due first."""
    waiting = asks_for(user).filter(request__record_type=KIND).values("request__record_id")
    return Invoice.objects.visible_to(user).filter(pk__in=waiting).order_by("due_on", "pk")


def next_to_approve(invoice: Invoice, user: User) -> int | None:
    """The next invoice that waits for this person."""
    return awaiting(user).exclude(pk=invoice.pk).values_list("pk", flat=True).first()


def budget_bars(invoices: Sequence[Invoice]) -> dict[int, BudgetBar]:
    """The budgets of many invoices' matters with each drawn in: a fixed number of queries."""
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


def budget_words(invoice: Invoice) -> str:
    """How the matter's budget stands with this invoice, in a line; empty where a rate is missing."""
    bar = budget_bars([invoice]).get(invoice.pk) if invoice.matter_id else None
    if bar is None:
        return ""
    if bar.budget is None:
        return gettext("none agreed")
    facts = {
        "state": _IN_A_LETTER[_state_of(bar.total, bar.budget)],
        "spent": money(bar.total, bar.currency),
        "budget": money(bar.budget, bar.currency),
    }
    return gettext("%(state)s, %(spent)s of %(budget)s with this invoice") % facts


def flags_of(keys: Sequence[int]) -> dict[int, dict[str, int]]:
    """What became of the findings of many invoices: one query."""
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
