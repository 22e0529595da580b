"""From review to approval."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.enums import ApprovalState, FindingState, InvoiceState, Outcome
from billing.models import ApprovalStep, Invoice, ReviewFinding
from billing.selectors.approval_route.planning import plan_steps
from billing.selectors.tax_invoices import refuse_unsettled
from billing.services.gates import locked, moved_on, open_for_review, refuse_stale
from billing.services.lifecycle import transition
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError


@transaction.atomic
def submit_for_approval(
    invoice: Invoice, *, actor: User, confirm_open: bool = False, seen_version: int | None = None
) -> ApprovalStep:
    """Hand the reviewed invoice to its approvers; returns the step that is due first.

    Findings that would reject or reduce must be decided, or left open on purpose with `confirm_open`. Refuses
    an invoice of which nothing is left to pay, a tax invoice with disputes, one without a possible approver,
    and one that changed since the person saw it (`seen_version`). A second click of the same person changes
    nothing.
    """
    current = locked(invoice, actor=actor)
    if current.state == InvoiceState.PENDING_APPROVAL and _submitted_by(current) == actor.pk:
        return current.approval_steps.get(state=ApprovalState.PENDING)
    if current.state != InvoiceState.IN_REVIEW:
        raise moved_on(current)
    current = open_for_review(invoice, actor=actor)
    refuse_stale(current, seen_version)
    _refuse_nothing_left(current)
    refuse_unsettled(current)
    if not confirm_open:
        _refuse_undecided(current)
    steps = _open_round(current, actor)
    transition(invoice=current, name="submit_for_approval", actor=actor)
    invoice.refresh_from_db()
    return steps[0]


def undecided_findings(invoice: Invoice) -> QuerySet[ReviewFinding]:
    """Open findings that would reject the invoice or reduce a line; warnings need no decision."""
    return invoice.findings.filter(state=FindingState.OPEN).exclude(outcome=Outcome.WARN)


def _submitted_by(invoice: Invoice) -> int | None:
    last = invoice.transitions.filter(name="submit_for_approval").order_by("-pk").first()
    return last.actor_id if last else None


def _refuse_nothing_left(invoice: Invoice) -> None:
    if invoice.line_count == 0 or (invoice.approved_amount <= 0 < invoice.billed_total):
        message = _(
            "Nothing of invoice %(number)s is left to approve. Reject it instead, so that the firm learns "
            "why, or take reductions back."
        )
        raise DomainError("approval.nothing_left", message % {"number": invoice.number})


def _refuse_undecided(invoice: Invoice) -> None:
    count = undecided_findings(invoice).count()
    if count:
        message = ngettext(
            "%(count)s finding of invoice %(number)s waits for a decision. Accept or dismiss it, or confirm "
            "that it stays open.",
            "%(count)s findings of invoice %(number)s wait for a decision. Accept or dismiss them, or "
            "confirm that they stay open.",
            count,
        )
        raise DomainError("approval.undecided", message % {"count": count, "number": invoice.number})


def _open_round(invoice: Invoice, actor: User) -> list[ApprovalStep]:
    planned = plan_steps(invoice, submitter=actor)
    last = invoice.approval_steps.aggregate(last=Max("round"))["last"] or 0
    return ApprovalStep.objects.bulk_create(
        [
            ApprovalStep(
                invoice=invoice,
                round=last + 1,
                position=position,
                approver=step.approver,
                why=step.why,
                state=ApprovalState.PENDING if position == 1 else ApprovalState.WAITING,
            )
            for position, step in enumerate(planned, start=1)
        ]
    )
