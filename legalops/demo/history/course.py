"""The course of one invoice of the past, and the rows that tell of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from billing.enums import ApprovalState, InvoiceState
from billing.models import ApprovalStep, Invoice, InvoiceTransition
from legalops.accounts.models import User
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
    steps: list[ApprovalStep] = field(default_factory=list)
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

    def ask(self, approvers: list[tuple[User, str]]) -> None:
        """The steps of the first round."""
        self.steps = [
            ApprovalStep(
                invoice=self.invoice,
                round=1,
                position=position,
                approver=person,
                why=why,
                state=ApprovalState.PENDING if position == 1 else ApprovalState.WAITING,
            )
            for position, (person, why) in enumerate(approvers, start=1)
        ]

    def decide(self, step: ApprovalStep, state: str, at: datetime, comment: str = "") -> None:
        """Note the decision of a step."""
        step.state, step.decided_by, step.decided_at, step.comment = state, step.approver, at, comment
        after = {"step": step.position, "decision": state, "amount": self.invoice.approved_amount}
        self.tell("billing.invoice.approval_step_decided", at, step.approver, after, comment)

    def pay(self, day: date, at: datetime, actor: User, reference: str) -> None:
        """Note the payment."""
        self.invoice.paid_on, self.invoice.payment_reference = day, reference
        self.pass_to("pay", InvoiceState.PAID, at, actor, reference)

    @property
    def base_amount(self) -> Decimal:
        """To approve, tax included, in base currency."""
        return self.invoice.approved_amount * self.invoice.base_rate
