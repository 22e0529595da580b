"""Whether an invoice was billed under an id of its firm."""

from dataclasses import dataclass

from billing.models import Invoice
from billing.policies import firm_id_keys
from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from vendors.models import Firm


@dataclass(frozen=True, slots=True)
class OtherFirmId:
    """An invoice whose LAW_FIRM_ID is none of its firm's: as billed, as on file, and whose it is."""

    billed: str
    on_file: str
    owner: Firm | None
    may_add: bool


def is_other_firm_id(invoice: Invoice) -> bool:
    """Whether the id as billed is none of the firm's; False where either is unknown."""
    billed, own = firm_id_keys(invoice.law_firm_id), firm_id_keys(invoice.firm.tax_id)
    return bool(billed and own and not billed & own)


def other_firm_id(invoice: Invoice, user: User) -> OtherFirmId | None:
    """What a reviewer has to know of it, or None where the id is the firm's own or nothing is on file."""
    if not is_other_firm_id(invoice):
        return None
    may_add = has_capability(user, can.VENDORS_EDIT)
    return OtherFirmId(invoice.law_firm_id, invoice.firm.tax_id, _owner(invoice, user), may_add)


def _owner(invoice: Invoice, user: User) -> Firm | None:
    billed = firm_id_keys(invoice.law_firm_id)
    others = Firm.objects.visible_to(user).exclude(pk=invoice.firm_id).exclude(tax_id="")
    return next((firm for firm in others if billed & firm_id_keys(firm.tax_id)), None)
