"""The gates of every change to an invoice: lock, visibility, capability, state, and what the person had
seen.
"""

from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice
from legalops.access import capabilities as can
from legalops.access.glass import without_glass
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import Conflict, NotAllowed, NotFound
from legalops.web.formats import money


def locked(invoice: Invoice, *, actor: User) -> Invoice:
    """The invoice's present row, locked for this transaction. Raises NotFound when the person may not see
    it; broken glass gives nothing to do.
    """
    row = Invoice.objects.visible_to(without_glass(actor)).locked().filter(pk=invoice.pk).first()
    if row is None:
        raise NotFound("invoice.absent", _("There is no such invoice."))
    return row


def require(actor: User, capability: str, message: str) -> None:
    """Raise NotAllowed with the sentence unless one of the person's roles grants the capability."""
    if not has_capability(actor, capability):
        raise NotAllowed(f"needs.{capability}", message)


def open_for_review(invoice: Invoice, *, actor: User) -> Invoice:
    """The locked invoice, in review, and its reviewer this person if nobody was yet.

    Raises NotFound, NotAllowed, or Conflict when the invoice has moved on.
    """
    row = locked(invoice, actor=actor)
    require(actor, can.INVOICES_REVIEW, _("Only invoice reviewers can change a review."))
    if row.state != InvoiceState.IN_REVIEW:
        raise moved_on(row)
    if row.reviewer_id is None:
        row.reviewer = actor
        row.save(update_fields=["reviewer"])
    return row


def moved_on(invoice: Invoice) -> Conflict:
    """The refusal for an invoice that is in another state by now."""
    message = _("Invoice %(number)s is %(state)s by now. Reload the page to see what happened.")
    facts = {"number": invoice.number, "state": invoice.get_state_display().lower()}
    return Conflict("invoice.state", message % facts)


def refuse_stale(invoice: Invoice, seen_version: int | None) -> None:
    """Raise Conflict when somebody changed the invoice after the person had loaded it. None skips the
    check.
    """
    if seen_version is not None and seen_version != invoice.version:
        message = _(
            "Someone changed invoice %(number)s after you opened it. To approve now: %(amount)s. "
            "Look at the change, then decide again."
        )
        facts = {"number": invoice.number, "amount": money(invoice.approved_amount, invoice.currency)}
        raise Conflict("invoice.stale", message % facts)
