"""Decisions on a step: approve, send back, reject; and recall by the reviewers."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import SPENT_STATES, ApprovalState, InvoiceState
from billing.models import ApprovalStep, Invoice
from billing.selectors.approval_route.people import handlers_of, may_approve
from billing.selectors.approval_route.planning import amount_in_base
from billing.services.gates import locked, moved_on, refuse_stale, require
from billing.services.lifecycle import transition
from billing.services.notes import tell_firm
from billing.services.tax_invoices import tell_disputes
from legalops.access import capabilities as can
from legalops.access.services import authority_of
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.kernel.money import ZERO

DECIDED = "billing.invoice.approval_step_decided"


@transaction.atomic
def approve(
    invoice: Invoice, *, actor: User, comment: str = "", seen_version: int | None = None
) -> ApprovalStep | None:
    """Approve the step that waits for this person; after the last one the invoice is approved.

    Returns the next step, or None when the invoice is approved. A second click changes nothing. Raises
    NotAllowed for anyone whose turn it is not, for a person who worked on the invoice, and above the
    authority limit; Conflict when the invoice changed since the person saw it or was decided by someone else.
    """
    current = locked(invoice, actor=actor)
    beyond = (InvoiceState.PENDING_APPROVAL, *SPENT_STATES)
    if current.state in beyond and _decided_already(current, actor, ApprovalState.APPROVED):
        return current.approval_steps.filter(state=ApprovalState.PENDING).first()
    step = _own_step(current, actor)
    refuse_stale(current, seen_version)
    following = _next_step(step)
    _refuse_four_eyes(current, actor)
    if following is None:
        _refuse_above_authority(current, actor)
    _decide(current, step, ApprovalState.APPROVED, actor, comment)
    if following is not None:
        following.state = ApprovalState.PENDING
        following.save(update_fields=["state"])
    else:
        transition(invoice=current, name="approve", actor=actor, reason=comment)
    invoice.refresh_from_db()
    return following


@transaction.atomic
def send_back(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Return the invoice to its reviewer, saying why. A second click changes nothing."""
    current = locked(invoice, actor=actor)
    if _decided_already(current, actor, ApprovalState.SENT_BACK):
        return
    step = _own_step(current, actor)
    reason = _given(reason, _("Say what the reviewer should look at again."))
    _decide(current, step, ApprovalState.SENT_BACK, actor, reason)
    _cancel_rest(current)
    transition(invoice=current, name="send_back", actor=actor, reason=reason)
    invoice.refresh_from_db()


@transaction.atomic
def reject(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Reject the whole invoice as its approver; the firm reads the reason. A second click changes nothing."""
    current = locked(invoice, actor=actor)
    if _decided_already(current, actor, ApprovalState.REJECTED):
        return
    step = _own_step(current, actor)
    reason = _given(reason, _("Say why the invoice is rejected; the firm reads it."))
    _decide(current, step, ApprovalState.REJECTED, actor, reason)
    _cancel_rest(current)
    tell_firm(current, reason, actor)
    tell_disputes(current, actor=actor)
    transition(invoice=current, name="reject", actor=actor, reason=reason)
    invoice.refresh_from_db()


@transaction.atomic
def recall(invoice: Invoice, *, actor: User, reason: str = "") -> None:
    """Take the invoice back from approval into review. A second click changes nothing."""
    current = locked(invoice, actor=actor)
    require(actor, can.INVOICES_REVIEW, _("Only invoice reviewers can recall an invoice."))
    last = current.transitions.order_by("-pk").first()
    if (
        current.state == InvoiceState.IN_REVIEW
        and last
        and (last.name, last.actor_id) == ("recall", actor.pk)
    ):
        return
    if current.state != InvoiceState.PENDING_APPROVAL:
        raise moved_on(current)
    _cancel_rest(current)
    transition(invoice=current, name="recall", actor=actor, reason=reason.strip())
    invoice.refresh_from_db()


def _own_step(invoice: Invoice, actor: User) -> ApprovalStep:
    if invoice.state != InvoiceState.PENDING_APPROVAL:
        raise moved_on(invoice)
    step = invoice.approval_steps.select_related("approver").get(state=ApprovalState.PENDING)
    if step.approver_id != actor.pk or not may_approve(actor, invoice.matter):
        message = _("Invoice %(number)s waits for %(who)s. Only they can decide now.")
        raise NotAllowed("approval.not_yours", message % {"number": invoice.number, "who": step.approver})
    return step


def _decided_already(invoice: Invoice, actor: User, state: ApprovalState) -> bool:
    """Whether this person's decision of the latest round was this very one: a double click."""
    last = invoice.approval_steps.order_by("-round").values_list("round", flat=True).first()
    own = invoice.approval_steps.filter(round=last, approver=actor).first()
    return own is not None and own.state == state


def _next_step(step: ApprovalStep) -> ApprovalStep | None:
    later = step.invoice.approval_steps.filter(round=step.round, position__gt=step.position)
    return later.filter(state=ApprovalState.WAITING).first()


def _refuse_four_eyes(invoice: Invoice, actor: User) -> None:
    submitted = invoice.transitions.filter(name="submit_for_approval").order_by("-pk").first()
    if actor.pk in handlers_of(invoice) or (submitted and submitted.actor_id == actor.pk):
        message = _("You worked on invoice %(number)s, so somebody else has to approve it.")
        raise NotAllowed("approval.own_work", message % {"number": invoice.number})


def _refuse_above_authority(invoice: Invoice, actor: User) -> None:
    amount, limit = amount_in_base(invoice), authority_of(actor) or ZERO
    if amount > limit:
        message = _(
            "%(currency)s %(amount)s is above your limit of %(limit)s. Send the invoice back, so that "
            "someone with sufficient authority is asked."
        )
        facts = {"currency": settings.BASE_CURRENCY, "amount": f"{amount:,.2f}", "limit": f"{limit:,.2f}"}
        raise NotAllowed("approval.above_authority", message % facts)


def _decide(invoice: Invoice, step: ApprovalStep, state: ApprovalState, actor: User, comment: str) -> None:
    step.state, step.decided_by, step.decided_at = state, actor, clock.now()
    step.comment = comment.strip()
    step.save(update_fields=["state", "decided_by", "decided_at", "comment"])
    after = {"step": step.position, "decision": state, "amount": invoice.approved_amount}
    record(invoice, DECIDED, actor=actor, after=after, reason=step.comment)


def _cancel_rest(invoice: Invoice) -> None:
    unfinished = (ApprovalState.PENDING, ApprovalState.WAITING)
    invoice.approval_steps.filter(state__in=unfinished).update(state=ApprovalState.CANCELLED)


def _given(reason: str, message: str) -> str:
    if not reason.strip():
        raise DomainError("approval.reason", message, field="reason")
    return reason.strip()
