"""What an approval's outcome does to its invoice: called in the transaction of the decision."""

from billing.models import Invoice
from billing.services.lifecycle import transition
from billing.services.notes import tell_firm
from billing.services.tax_invoices import tell_disputes
from legalops.accounts.models import User
from legalops.approvals.models import Request


def approved(request: Request, actor: User, reason: str) -> None:
    """The invoice counts as spend from now on."""
    transition(invoice=_invoice(request), name="approve", actor=actor, reason=reason)


def rejected(request: Request, actor: User, reason: str) -> None:
    """Nothing of it is paid; the firm reads why."""
    invoice = _invoice(request)
    tell_firm(invoice, reason, actor)
    tell_disputes(invoice, actor=actor)
    transition(invoice=invoice, name="reject", actor=actor, reason=reason)


def sent_back(request: Request, actor: User, reason: str) -> None:
    """It is reviewed again."""
    transition(invoice=_invoice(request), name="send_back", actor=actor, reason=reason)


def recalled(request: Request, actor: User, reason: str) -> None:
    """Its reviewers have it again."""
    transition(invoice=_invoice(request), name="recall", actor=actor, reason=reason)


def _invoice(request: Request) -> Invoice:
    return Invoice.objects.get(pk=request.record_id)
