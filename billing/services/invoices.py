"""Verbs on the invoice as a whole: take it for review, reject it."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.services.gates import locked, moved_on, require
from billing.services.lifecycle import transition
from billing.services.notes import tell_firm
from billing.services.reviewers import give_review
from billing.services.tax_invoices import tell_disputes
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError


@transaction.atomic
def reject_invoice(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Reject the whole invoice in review, or one that nobody can match; the firm reads the reason.

    A second click of the same person changes nothing. Raises DomainError without a reason, NotAllowed,
    NotFound, Conflict when the invoice has moved on.
    """
    current = locked(invoice, actor=actor)
    if _rejected_by(current, actor):
        return
    if current.state == InvoiceState.UNMATCHED and has_capability(actor, can.INVOICES_MAP):
        pass
    else:
        require(actor, can.INVOICES_REVIEW, _("Only invoice reviewers can reject an invoice in review."))
    if current.state not in (InvoiceState.IN_REVIEW, InvoiceState.UNMATCHED):
        raise moved_on(current)
    reason = reason.strip()
    if not reason:
        message = _("Say why the invoice is rejected; the firm reads it.")
        raise DomainError("invoice.reason", message, field="reason")
    tell_firm(current, reason, actor)
    tell_disputes(current, actor=actor)
    transition(invoice=current, name="reject", actor=actor, reason=reason)
    invoice.refresh_from_db()


def take_review(invoice: Invoice, *, actor: User) -> None:
    """Become the reviewer of an invoice in review, also instead of somebody else."""
    give_review(invoice, actor, actor=actor)


def _rejected_by(invoice: Invoice, actor: User) -> bool:
    if invoice.state != InvoiceState.REJECTED:
        return False
    last = invoice.transitions.order_by("-pk").first()
    return bool(last and last.actor_id == actor.pk)
