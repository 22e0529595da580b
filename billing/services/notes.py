"""Remarks on an invoice: internal ones stay in the department, those to the firm are read by the firm."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import Audience
from billing.models import Invoice, InvoiceLine, InvoiceNote
from billing.services.gates import locked, require
from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError, NotAllowed

LONGEST = 5000


@transaction.atomic
def add_note(
    invoice: Invoice, *, audience: str, body: str, actor: User, line: InvoiceLine | None = None
) -> InvoiceNote:
    """Write a note for colleagues ("internal") or to the firm ("firm").

    Anyone who reviews, approves or views the invoice may write internally; to the firm write reviewers and
    approvers. The same words of the same person twice in a row are one note. Raises DomainError for an empty
    or overlong note, NotAllowed, NotFound.
    """
    current = locked(invoice, actor=actor)
    _refuse_audience(audience, actor)
    body = _checked(body)
    last = current.notes.order_by("-pk").first()
    same = (audience, body, actor.pk, line.pk if line else None)
    if last and (last.audience, last.body, last.author_id, last.line_id) == same:
        return last
    note = InvoiceNote.objects.create(
        invoice=current,
        audience=audience,
        body=body,
        author=actor,
        created_at=clock.now(),
        line_id=line.pk if line else None,
    )
    after = {"audience": audience, "line": line.number if line else None}
    record(current, "billing.invoice.noted", actor=actor, after=after)
    return note


def tell_firm(invoice: Invoice, reason: str, actor: User) -> None:
    """Put a reason where the firm reads it; the decision that gives it has its own event."""
    InvoiceNote.objects.create(
        invoice=invoice, audience=Audience.FIRM, body=reason, author=actor, created_at=clock.now()
    )


def may_write_to_firm(actor: User) -> bool:
    """Whether the person's words may go out to a firm."""
    return not capabilities_of(actor).isdisjoint({can.INVOICES_REVIEW, can.INVOICES_APPROVE})


def may_note(actor: User) -> bool:
    """Whether the person may write internal notes: reviewers, approvers and payers, not readers."""
    working = {can.INVOICES_REVIEW, can.INVOICES_APPROVE, can.INVOICES_EXPORT, can.MATTERS_EDIT}
    return not capabilities_of(actor).isdisjoint(working)


def _refuse_audience(audience: str, actor: User) -> None:
    require(actor, can.INVOICES_VIEW, _("Only people who work with invoices can write notes."))
    allowed = may_write_to_firm(actor) if audience == Audience.FIRM else may_note(actor)
    if audience not in Audience.values or not allowed:
        raise NotAllowed("note.audience", _("You may read these notes but not write them."))


def _checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise DomainError("note.empty", _("Write something first."), field="body")
    if len(body) > LONGEST:
        message = _("A note has at most %s characters. Shorten it, or attach a document.") % LONGEST
        raise DomainError("note.long", message, field="body")
    return body
