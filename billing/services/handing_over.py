"""Someone leaves: their reviews go to others (legalops.governance asks for it)."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice
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


def _review(invoice: Invoice, person: User, successor: User, actor: User) -> bool:
    _refuse_unseen(invoice, successor)
    invoice.reviewer = successor
    invoice.save(update_fields=["reviewer"])
    before, after = {"reviewer": str(person)}, {"reviewer": str(successor)}
    record(invoice, "billing.invoice.handed_over", actor=actor, before=before, after=after)
    return True


def _refuse_unseen(invoice: Invoice, successor: User) -> None:
    if not Invoice.objects.visible_to(successor).filter(pk=invoice.pk).exists():
        message = _("%(person)s cannot see invoice %(number)s.")
        words = {"person": successor, "number": invoice.number}
        raise DomainError("billing.cannot_see", message % words)
