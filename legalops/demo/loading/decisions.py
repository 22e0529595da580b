"""What people do with an invoice: review it, approve or reject it, hand it to accounts payable, pay it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from billing.enums import InvoiceState
from billing.models import Invoice, ReasonCode
from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, reject, submit_for_approval
from billing.services.exports import export_approved, record_payment
from billing.services.findings import accept_findings, dismiss_findings
from billing.services.notes import add_note
from legalops.accounts.models import User
from legalops.approvals.models import Ask
from legalops.demo.loading.agenda import Agenda
from legalops.demo.loading.choices import (
    DISMISSALS,
    TRIM_LINES,
    TRIM_NOTE,
    WHY_REJECTED,
    decided,
    decided_at,
    dice,
    resubmission,
    submitted_at,
    trimmed,
)
from legalops.demo.loading.intake import deliver
from legalops.demo.loading.world import World
from legalops.demo.plan.model import InvoicePlan
from legalops.kernel import clock

_NOTED = 0.04
_REMARKS = (
    "Please describe the purpose of calls in future.",
    "Thank you for keeping to the phase budget.",
    "Please send receipts for travel with the next invoice.",
)


@dataclass(slots=True)
class Decisions:
    """The people's side of the agenda."""

    world: World
    agenda: Agenda
    reasons: dict[str, ReasonCode]
    plans: dict[int, InvoicePlan]

    def receive(self, plans: list[InvoicePlan]) -> None:
        """A file comes in; each of its invoices will be reviewed."""
        submission = deliver(self.world, plans)
        by_number = {plan.number: plan for plan in plans}
        for pk, number, state in submission.invoices.order_by("pk").values_list("pk", "number", "state"):
            plan = self.plans[pk] = by_number[number]
            if state == InvoiceState.IN_REVIEW:
                self.agenda.at(submitted_at(self.world.plan.seed, plan), self.review, pk)

    def review(self, pk: int) -> None:
        """The reviewer decides the findings and submits."""
        plan, invoice = self.plans[pk], Invoice.objects.select_related("firm").get(pk=pk)
        random, actor = dice(self.world.plan.seed, plan), self.world.people[plan.firm.reviewer]
        self._decide_findings(invoice, random, actor)
        percent = trimmed(random)
        if percent:
            self._trim(invoice, percent, actor)
        if random.random() < _NOTED:
            add_note(invoice, audience="firm", body=random.choice(_REMARKS), actor=actor)
        ask = submit_for_approval(invoice, actor=actor, confirm_open=True)
        self._ask(plan, 1, pk, ask)

    def decide(self, pk: int, ask: Ask) -> None:
        """The approver approves, or rejects what is to be rejected."""
        plan, invoice = self.plans[pk], Invoice.objects.get(pk=pk)
        actor = self._user(ask.person_id)
        if plan.fate == "reject":
            reject(invoice, reason=dice(self.world.plan.seed, plan, "why").choice(WHY_REJECTED), actor=actor)
            self._send_again(plan)
            return
        following = approve(invoice, actor=actor)
        if following is not None:
            self._ask(plan, 2, pk, following)

    def export(self) -> None:
        """All approved invoices go to accounts payable in one file; each is paid some weeks later."""
        if not Invoice.objects.visible_to(self.world.finance).filter(state=InvoiceState.APPROVED).exists():
            return
        export = export_approved(actor=self.world.finance)
        for pk in export.items.order_by("pk").values_list("invoice_id", flat=True):
            day = clock.today() + timedelta(self.plans[pk].payment_days)
            self.agenda.on(day, self.pay, pk, f"{export}")

    def pay(self, pk: int, reference: str) -> None:
        """Accounts payable reports the payment."""
        invoice = Invoice.objects.get(pk=pk)
        record_payment(invoice, paid_on=clock.today(), reference=reference, actor=self.world.finance)

    def _decide_findings(self, invoice: Invoice, random: Random, actor: User) -> None:
        findings = list(invoice.findings.order_by("rule", "line__position"))
        upheld, dismissed = decided(random, findings, invoice.net_amount)
        if upheld:
            accept_findings(invoice, upheld, actor=actor)
        if dismissed:
            reason = self.reasons[random.choice(DISMISSALS)]
            dismiss_findings(invoice, dismissed, reason=reason, actor=actor)

    def _trim(self, invoice: Invoice, percent: Decimal, actor: User) -> None:
        reason = self.reasons["excessive"]
        lines = invoice.lines.filter(kind="F", reduction=0, total__gt=0).order_by("-total", "pk")
        for line in lines[:TRIM_LINES]:
            reduce_line(line, percent=percent, reason=reason, note_to_firm=TRIM_NOTE, actor=actor)

    def _send_again(self, plan: InvoicePlan) -> None:
        again = resubmission(self.world.plan.seed, plan, clock.now())
        if again is not None:
            self.agenda.at(again.received_at, self.receive, [again])

    def _ask(self, plan: InvoicePlan, place: int, pk: int, ask: Ask) -> None:
        at = decided_at(self.world.plan.seed, plan, clock.now(), place)
        self.agenda.at(at, self.decide, pk, ask)

    def _user(self, pk: int) -> User:
        return next(user for user in self.world.people.values() if user.pk == pk)
