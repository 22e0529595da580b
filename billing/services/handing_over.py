"""Someone leaves: their reviews and approvals go to others (legalops.governance asks for it)."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import ApprovalState, InvoiceState
from billing.models import ApprovalStep, Invoice
from billing.selectors.approval_route.people import may_approve
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError


@transaction.atomic
def hand_over_reviews(person: User, successor: User, *, actor: User) -> int:
    """Let the successor review what the person has in review; how many.

    Raises DomainError when the successor does not review invoices or cannot see one of them.
    """
    if not has_capability(successor, can.INVOICES_REVIEW):
        raise DomainError("billing.no_reviewer", _("%s does not review invoices.") % successor)
    rows = Invoice.objects.filter(reviewer=person, state=InvoiceState.IN_REVIEW).locked()
    return sum(_review(invoice, person, successor, actor) for invoice in rows)


@transaction.atomic
def hand_over_approvals(person: User, successor: User, *, actor: User) -> int:
    """Ask the successor for every approval that waits for the person; how many.

    Authority is looked at when they decide, as for any approver. Raises DomainError when the successor may
    not approve invoices of one of the matters.
    """
    rows = ApprovalStep.objects.select_for_update(of=("self",)).select_related("invoice__matter")
    waiting = rows.filter(approver=person, state__in=[ApprovalState.PENDING, ApprovalState.WAITING])
    return sum(_approve(step, person, successor, actor) for step in waiting.order_by("pk"))


def _review(invoice: Invoice, person: User, successor: User, actor: User) -> bool:
    _refuse_unseen(invoice, successor)
    invoice.reviewer = successor
    invoice.save(update_fields=["reviewer"])
    before, after = {"reviewer": str(person)}, {"reviewer": str(successor)}
    record(invoice, "billing.invoice.handed_over", actor=actor, before=before, after=after)
    return True


def _approve(step: ApprovalStep, person: User, successor: User, actor: User) -> bool:
    invoice = step.invoice
    _refuse_unseen(invoice, successor)
    if not may_approve(successor, invoice.matter):
        raise DomainError("billing.no_approver", _("%s may not approve invoices.") % successor)
    step.approver = successor
    step.save(update_fields=["approver"])
    before, after = {"approver": str(person)}, {"approver": str(successor)}
    record(invoice, "billing.invoice.handed_over", actor=actor, before=before, after=after)
    return True


def _refuse_unseen(invoice: Invoice, successor: User) -> None:
    if not Invoice.objects.visible_to(successor).filter(pk=invoice.pk).exists():
        message = _("%(person)s cannot see invoice %(number)s.")
        words = {"person": successor, "number": invoice.number}
        raise DomainError("billing.cannot_see", message % words)
