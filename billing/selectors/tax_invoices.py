"""EU mode: what is in dispute on a tax invoice, and why it cannot be submitted yet."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.enums import FindingState
from billing.models import Invoice, ReviewFinding
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO


def is_tax_invoice(invoice: Invoice) -> bool:
    """Whether the firm's invoices are tax invoices; a credit note is one too."""
    return invoice.firm.tax_invoices


def disputes_of(invoice: Invoice) -> QuerySet[ReviewFinding]:
    """Upheld findings that ask for money: what the firm has to credit or bill anew."""
    upheld = invoice.findings.filter(state=FindingState.ACCEPTED, reduction__gt=ZERO, line__isnull=False)
    return upheld.select_related("line").order_by("line__position", "rule")


def refuse_unsettled(invoice: Invoice) -> None:
    """Raise DomainError while disputes, or reductions from before the firm was in EU mode, stand on a tax
    invoice: it is approved as billed or not at all.
    """
    if not is_tax_invoice(invoice):
        return
    names = {"number": invoice.number, "firm": str(invoice.firm)}
    if invoice.reduction_net or invoice.reduction_tax:
        message = _(
            "%(number)s is a tax invoice of %(firm)s and cannot be reduced. Undo its reductions first."
        )
        raise DomainError("invoice.tax_invoice", message % names)
    if invoice.is_credit_note and invoice.credits_id is None:
        message = _("Say first which invoice of %(firm)s credit note %(number)s credits.")
        raise DomainError("invoice.credit_unlinked", message % names)
    count = disputes_of(invoice).count()
    if count:
        message = ngettext(
            "%(count)s point of tax invoice %(number)s is in dispute. Reject it, so that %(firm)s corrects "
            "it, or dismiss the point once a credit note has come.",
            "%(count)s points of tax invoice %(number)s are in dispute. Reject it, so that %(firm)s corrects "
            "it, or dismiss them once a credit note has come.",
            count,
        )
        raise DomainError("invoice.disputed", message % (names | {"count": count}))
