"""Who has an invoice now, in words; and who gets it next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from billing.enums import InvoiceState
from billing.models import Invoice

STATE_TONES = {
    InvoiceState.UNMATCHED: "warn",
    InvoiceState.IN_REVIEW: "progress",
    InvoiceState.PENDING_APPROVAL: "info",
    InvoiceState.APPROVED: "ok",
    InvoiceState.SENT_TO_AP: "ok",
    InvoiceState.PAID: "ok",
    InvoiceState.REJECTED: "bad",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """The person or desk that has the invoice, and what they do with it."""

    name: str
    doing: str

    def __str__(self) -> str:
        return self.name


def holder_of(invoice: Invoice, approver: str = "") -> Holder:
    """Who has the invoice now; `approver` names those whose decision is due."""
    match invoice.state:
        case InvoiceState.UNMATCHED:
            return Holder(_("Matching desk"), _("says which matter and timekeepers it means"))
        case InvoiceState.IN_REVIEW:
            return Holder(str(invoice.reviewer or _("Nobody yet")), _("reviews it"))
        case InvoiceState.PENDING_APPROVAL:
            return Holder(approver, _("decides"))
        case InvoiceState.APPROVED:
            return Holder(_("Accounts payable export"), _("carries it next"))
        case InvoiceState.SENT_TO_AP:
            return Holder(_("Accounts payable"), _("pays it"))
        case InvoiceState.REJECTED:
            return Holder(str(invoice.firm), _("may correct and send it again"))
    return Holder("", _("done"))
