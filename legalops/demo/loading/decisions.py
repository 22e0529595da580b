"""What people do with an invoice: review it, approve or reject it, hand it to accounts payable, pay it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from billing.enums import InvoiceState, Outcome
from billing.models import ApprovalStep, Invoice, ReasonCode, ReviewFinding
from billing.services.adjustments import reduce_line
from billing.services.approvals import approve, reject, submit_for_approval
from billing.services.exports import export_approved, record_payment
from billing.services.findings import accept_findings, dismiss_findings
from billing.services.notes import add_note
from legalops.accounts.models import User
from legalops.demo.loading.agenda import Agenda
from legalops.demo.loading.intake import deliver
from legalops.demo.loading.world import World
from legalops.demo.plan.days import office_hour
from legalops.demo.plan.model import InvoicePlan
from legalops.kernel import clock
from legalops.kernel.money import ZERO

_UPHELD = 0.75
_TRIMMED = 0.03
_NOTED = 0.04
_MOST_CUT = Decimal("0.5")
_WHY_REJECTED = (
    "The work was billed to the wrong matter. Please issue it again.",
    "This repeats work that was billed before.",
    "Please split the time by task and send the invoice again.",
)
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
                self.agenda.at(self._after(number, plan.review_days), self.review, pk)

    def review(self, pk: int) -> None:
        """The reviewer decides the findings and submits."""
        plan, invoice = self.plans[pk], Invoice.objects.select_related("firm").get(pk=pk)
        random, actor = self._random(invoice), self.world.people[plan.firm.reviewer]
        self._decide_findings(invoice, random, actor)
        if random.random() < _TRIMMED:
            self._trim(invoice, actor)
        if random.random() < _NOTED:
            add_note(invoice, audience="firm", body=random.choice(_REMARKS), actor=actor)
        step = submit_for_approval(invoice, actor=actor, confirm_open=True)
        self.agenda.at(self._after(f"{plan.number} submitted", plan.approval_days), self.decide, pk, step)

    def decide(self, pk: int, step: ApprovalStep) -> None:
        """The approver approves, or rejects what is to be rejected."""
        plan, invoice = self.plans[pk], Invoice.objects.get(pk=pk)
        actor = self._user(step.approver_id)
        if plan.fate == "reject":
            reject(invoice, reason=self._random(invoice).choice(_WHY_REJECTED), actor=actor)
            self._send_again(plan)
            return
        following = approve(invoice, actor=actor)
        if following is not None:
            self.agenda.at(
                self._after(f"{plan.number} second", plan.approval_days / 2), self.decide, pk, following
            )

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
        upheld = [f for f in findings if f.outcome != Outcome.REJECT_INVOICE and random.random() < _UPHELD]
        if sum((f.reduction for f in upheld), ZERO) > abs(invoice.net_amount) * _MOST_CUT:
            upheld = [f for f in upheld if not f.reduction]
        accepted = {finding.pk for finding in upheld}
        rest = [f for f in findings if f.pk not in accepted and f.outcome != Outcome.WARN]
        if upheld:
            accept_findings(invoice, upheld, actor=actor)
        if rest:
            self._dismiss(invoice, rest, random, actor)

    def _dismiss(self, invoice: Invoice, findings: list[ReviewFinding], random: Random, actor: User) -> None:
        code = random.choice(("justified", "approved-before", "immaterial", "false-positive"))
        dismiss_findings(invoice, findings, reason=self.reasons[code], actor=actor)

    def _trim(self, invoice: Invoice, actor: User) -> None:
        line = invoice.lines.filter(kind="F", reduction=0, total__gt=500).order_by("-total", "pk").first()
        if line is not None:
            note = "More time than this task needs."
            reduce_line(
                line, percent=Decimal(15), reason=self.reasons["excessive"], note_to_firm=note, actor=actor
            )

    def _send_again(self, plan: InvoicePlan) -> None:
        """Two in three rejected invoices come again, put right, under the same number."""
        random = Random(f"{self.world.plan.seed} again {plan.number}")  # noqa: S311  (demo data)
        if plan.number.endswith("A") or random.random() > 0.66:
            return
        at = office_hour(random, clock.today() + timedelta(random.randint(8, 25)))
        again = replace(plan, received_at=at, invoice_date=at.date() - timedelta(1), fate="pay")
        self.agenda.at(at, self.receive, [again])

    def _after(self, key: str, days: float) -> datetime:
        random = Random(f"{self.world.plan.seed} {key} {days}")  # noqa: S311  (demo data)
        return max(office_hour(random, clock.today() + timedelta(days)), clock.now() + timedelta(minutes=20))

    def _random(self, invoice: Invoice) -> Random:
        key = f"{self.world.plan.seed} {invoice.firm.code} {invoice.number}"
        return Random(key)  # noqa: S311  (demo data)

    def _user(self, pk: int) -> User:
        return next(user for user in self.world.people.values() if user.pk == pk)
