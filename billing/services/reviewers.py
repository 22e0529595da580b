"""Who reviews an invoice."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice
from billing.services.gates import locked, moved_on, require
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError


@transaction.atomic
def give_review(invoice: Invoice, person: User | None, *, actor: User) -> None:
    """Let the person review an invoice in review, or put it back into the queue (None).

    Raises NotFound, NotAllowed, Conflict when the invoice has moved on, DomainError (field "reviewer") when
    the person does not review invoices or cannot see this one.
    """
    current = locked(invoice, actor=actor)
    require(actor, can.INVOICES_REVIEW, _("Only invoice reviewers can give a review to someone."))
    if current.state != InvoiceState.IN_REVIEW:
        raise moved_on(current)
    if person is not None:
        refuse_unfit(current, person)
    if current.reviewer != person:
        before, current.reviewer = current.reviewer, person
        current.save(update_fields=["reviewer"])
        record(
            current,
            "billing.invoice.reviewer_set",
            actor=actor,
            before={"reviewer": str(before or "")},
            after={"reviewer": str(person or "")},
        )
    invoice.refresh_from_db()


def refuse_unfit(invoice: Invoice, person: User) -> None:
    """Refuse a reviewer who does not review invoices, or may not see this one."""
    if not person.is_active or not has_capability(person, can.INVOICES_REVIEW):
        message = _("%s does not review invoices. Choose someone who does.")
        raise DomainError("billing.no_reviewer", message % person, field="reviewer")
    if not Invoice.objects.visible_to(person).filter(pk=invoice.pk).exists():
        message = _("%(person)s cannot see invoice %(number)s.")
        words = {"person": person, "number": invoice.number}
        raise DomainError("billing.cannot_see", message % words, field="reviewer")
