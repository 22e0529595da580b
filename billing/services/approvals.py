"""Approval of invoices: from review to approval, and what each decision does to the invoice.

Who is asked is the policy's business (`legalops.approvals`); its callbacks end here, in the same transaction.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.enums import FindingState, InvoiceState, Outcome
from billing.models import Invoice, ReviewFinding
from billing.selectors.tax_invoices import refuse_unsettled
from billing.services.gates import locked, moved_on, open_for_review, refuse_stale, require
from billing.services.lifecycle import transition
from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.approvals import services
from legalops.approvals.models import Ask, Request
from legalops.approvals.selectors.requests import latest_request, pending_asks
from legalops.kernel.errors import DomainError


@transaction.atomic
def submit_for_approval(
    invoice: Invoice, *, actor: User, confirm_open: bool = False, seen_version: int | None = None
) -> Ask:
    """Hand the reviewed invoice to its approvers; returns the first of those asked now.

    Findings that would reject or reduce must be decided, or left open on purpose with `confirm_open`. Refuses
    an invoice of which nothing is left to pay, a tax invoice with disputes, one without a possible approver,
    and one that changed since the person saw it (`seen_version`). A second click of the same person changes
    nothing.
    """
    current = locked(invoice, actor=actor)
    if current.state == InvoiceState.PENDING_APPROVAL:
        request = latest_request(current)
        if request is not None and request.asked_by_id == actor.pk:
            return pending_asks(request)[0]
    if current.state != InvoiceState.IN_REVIEW:
        raise moved_on(current)
    current = open_for_review(invoice, actor=actor)
    refuse_stale(current, seen_version)
    _refuse_nothing_left(current)
    refuse_unsettled(current)
    if not confirm_open:
        _refuse_undecided(current)
    request = services.request_approval(current, actor=actor)
    transition(invoice=current, name="submit_for_approval", actor=actor)
    invoice.refresh_from_db()
    return pending_asks(request)[0]


@transaction.atomic
def approve(
    invoice: Invoice, *, actor: User, comment: str = "", seen_version: int | None = None
) -> Ask | None:
    """Approve what waits for this person; after the last one the invoice is approved.

    Returns the first of those asked next, or None when the invoice is approved; otherwise as
    `legalops.approvals.services.decide`.
    """
    request = _decide(invoice, actor, "approve", comment, seen_version)
    return next(iter(pending_asks(request)), None) if request.is_live else None


@transaction.atomic
def send_back(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Return the invoice to its reviewer, saying why. A second click changes nothing."""
    _decide(invoice, actor, "send_back", reason)


@transaction.atomic
def reject(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Reject the whole invoice as its approver; the firm reads the reason. A second click changes nothing."""
    _decide(invoice, actor, "reject", reason)


@transaction.atomic
def recall(invoice: Invoice, *, actor: User, reason: str = "") -> None:
    """Take the invoice back from approval into review. A second click changes nothing."""
    current = locked(invoice, actor=actor)
    require(actor, can.INVOICES_REVIEW, _("Only invoice reviewers can recall an invoice."))
    services.recall(_request_of(current), actor=actor, reason=reason)
    invoice.refresh_from_db()


def undecided_findings(invoice: Invoice) -> QuerySet[ReviewFinding]:
    """Open findings that would reject the invoice or reduce a line; warnings need no decision."""
    return invoice.findings.filter(state=FindingState.OPEN).exclude(outcome=Outcome.WARN)


def _decide(
    invoice: Invoice, actor: User, decision: str, reason: str, seen_version: int | None = None
) -> Request:
    current = locked(invoice, actor=actor)
    request = services.decide(
        _request_of(current), actor=actor, decision=decision, reason=reason, seen_version=seen_version
    )
    invoice.refresh_from_db()
    return request


def _request_of(invoice: Invoice) -> Request:
    request = latest_request(invoice)
    if request is None:
        raise moved_on(invoice)
    return request


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
