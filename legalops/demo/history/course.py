"""The course of one invoice of the past, and the rows that tell of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from billing.enums import InvoiceState
from billing.models import Invoice, InvoiceTransition
from legalops.accounts.models import User
from legalops.approvals.enums import StepMode
from legalops.approvals.models import Ask, Request, Step
from legalops.audit.services import Entry
from legalops.demo.plan.model import InvoicePlan

ACTIONS = {
    "submit_for_approval": "billing.invoice.submitted_for_approval",
    "approve": "billing.invoice.approved",
    "reject": "billing.invoice.rejected",
    "send_to_ap": "billing.invoice.sent_to_ap",
    "pay": "billing.invoice.paid",
}


@dataclass(slots=True)
class Course:
    """An invoice with its plan, the people who handled it and what happened so far."""

    invoice: Invoice
    plan: InvoicePlan
    reviewer: User
    transitions: list[InvoiceTransition] = field(default_factory=list)
    request: Request | None = None
    asks: list[Ask] = field(default_factory=list)
    told: list[tuple[User, Entry]] = field(default_factory=list)

    def pass_to(self, name: str, state: str, at: datetime, actor: User, reason: str = "") -> None:
        """Note one passage, in the form of `billing.services.lifecycle.transition`."""
        before, self.invoice.state = self.invoice.state, state
        self.invoice.version += 1
        self.transitions.append(
            InvoiceTransition(
                invoice=self.invoice,
                name=name,
                from_state=before,
                to_state=state,
                actor=actor,
                occurred_at=at,
                reason=reason,
            )
        )
        self.tell(ACTIONS[name], at, actor, {"state": state}, reason, {"state": before})

    def tell(
        self,
        action: str,
        at: datetime,
        actor: User,
        after: dict,
        reason: str = "",
        before: dict | None = None,
    ) -> None:
        """Note a ledger entry of that instant."""
        self.told.append((actor, Entry(self.invoice, action, before, after, at, reason)))

    def ask(self, approvers: list[tuple[User, str, Decimal]], at: datetime, amount: Decimal) -> None:
        """The request and its steps; each person comes with the reason and their authority."""
        self.request = Request(
            record_type="invoice",
            record_id=self.invoice.pk,
            title=f"{self.invoice}"[:200],
            amount=amount,
            asked_by=self.reviewer,
            asked_at=at,
        )
        self.asks = [
            Ask(
                request=self.request,
                step=Step(
                    request=self.request, position=position, label=f"Step {position}", mode=StepMode.ONE,
                    needed=1,
                ),
                person=person,
                why=why,
                authority=authority,
                asked_at=at if position == 1 else None,
            )
            for position, (person, why, authority) in enumerate(approvers, start=1)
        ]  # fmt: skip

    def decide(self, ask: Ask, state: str, at: datetime, reason: str = "") -> None:
        """Note the decision of a step; the next one is asked then."""
        ask.state, ask.decided_by, ask.decided_at, ask.reason = state, ask.person, at, reason
        for later in self.asks[ask.step.position : ask.step.position + 1]:
            later.asked_at = at
        after = {"step": ask.step.position, "decision": state, "amount": self.request.amount}
        self.tell("approvals.step.decided", at, ask.person, after, reason)

    def settle(self, state: str, at: datetime) -> None:
        """Note the outcome of the request."""
        self.request.state, self.request.decided_at = state, at

    def pay(self, day: date, at: datetime, actor: User, reference: str) -> None:
        """Note the payment."""
        self.invoice.paid_on, self.invoice.payment_reference = day, reference
        self.pass_to("pay", InvoiceState.PAID, at, actor, reference)

    @property
    def base_amount(self) -> Decimal:
        """To approve, tax included, in base currency."""
        return self.invoice.approved_amount * self.invoice.base_rate
