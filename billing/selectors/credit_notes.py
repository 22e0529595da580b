"""Credit notes and the invoices they credit, with what is left of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from billing.enums import SPENT_STATES, InvoiceState
from billing.models import Invoice
from legalops.accounts.models import User
from legalops.kernel.money import ZERO


@dataclass(frozen=True, slots=True)
class Credited:
    """An invoice with its credit notes that were not rejected; amounts with tax, in its currency."""

    invoice: Invoice
    notes: Sequence[Invoice]

    @property
    def net(self) -> Decimal:
        """The invoice less the credit notes that were approved."""
        approved = (each.approved_amount for each in self.notes if each.state in SPENT_STATES)
        return self.invoice.approved_amount + sum(approved, ZERO)

    @property
    def excess(self) -> Decimal:
        """By how much all credit notes, approved or not, exceed the invoice; zero where they do not."""
        left = self.invoice.approved_amount + sum((each.approved_amount for each in self.notes), ZERO)
        return max(ZERO, -left)


def credited_by(invoice: Invoice, user: User) -> Credited | None:
    """The invoice with the credit notes on it that the person may see; None where there is none."""
    if invoice.is_credit_note:
        return None
    notes = Invoice.objects.visible_to(user).filter(credits=invoice).exclude(state=InvoiceState.REJECTED)
    found = list(notes.order_by("invoice_date", "pk"))
    return Credited(invoice, found) if found else None


def credited_of(note: Invoice, user: User) -> Credited | None:
    """What a credit note credits, as far as the person may see it; None where it is not linked."""
    if note.credits_id is None:
        return None
    invoice = Invoice.objects.visible_to(user).filter(pk=note.credits_id).first()
    return credited_by(invoice, user) or Credited(invoice, []) if invoice else None


def creditable(note: Invoice) -> QuerySet[Invoice]:
    """What a credit note may credit: the firm's invoices on its matter in its currency, newest first."""
    alike = Invoice.objects.filter(
        firm=note.firm_id, matter=note.matter_id, currency=note.currency, billed_total__gt=0
    )
    ordinary = alike.exclude(state=InvoiceState.REJECTED).exclude(matter=None).exclude(pk=note.pk)
    return ordinary.order_by("-invoice_date", "-pk")
