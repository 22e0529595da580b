"""EU mode: a tax invoice is never reduced. It is disputed, rejected, or met by a credit note.

Paying less than a tax invoice says loses the recovery of the VAT on it (domain/features.md 5.63 and
opportunity 10), so reductions are refused, findings are upheld as disputes without cutting a line, and an
invoice with disputes is not submitted for approval.
"""

from django.utils.translation import gettext as _

from billing.models import Invoice
from billing.selectors.tax_invoices import disputes_of, is_tax_invoice
from billing.services.notes import tell_firm
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError
from legalops.web import reading
from legalops.web.formats import money


def refuse_reducing(invoice: Invoice) -> None:
    """Raise DomainError "invoice.tax_invoice" where a reduction would change a tax invoice."""
    if is_tax_invoice(invoice):
        names = {"number": invoice.number, "firm": str(invoice.firm)}
        message = _(
            "%(number)s is a tax invoice of %(firm)s and cannot be reduced. Dispute lines by accepting their "
            "findings or by a note to the firm, then reject the invoice, or ask for a credit note and "
            "approve it as billed."
        )
        raise DomainError("invoice.tax_invoice", message % names)


def tell_disputes(invoice: Invoice, *, actor: User) -> None:
    """When a tax invoice is rejected: a note that names every disputed line, what of it and why."""
    if not is_tax_invoice(invoice):
        return
    with reading.as_the_department():  # it is kept as one text for whoever reads it
        text = _dispute_words(invoice)
    if text:
        tell_firm(invoice, text, actor)


def _dispute_words(invoice: Invoice) -> str:
    points = [
        _("Line %(line)s, %(amount)s without tax: %(why)s")
        % {
            "line": each.line.number,
            "amount": money(each.reduction, invoice.currency),
            "why": each.message,
        }
        for each in disputes_of(invoice)
    ]
    return "\n".join([_("In dispute:"), *points]) if points else ""
