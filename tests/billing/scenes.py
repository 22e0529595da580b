"""Scenes of the review: an invoice on a matter with its lead, a reviewer and a general counsel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.models import Invoice, InvoiceLine, ReasonCode
from legalops.accounts.models import User
from matters.models import Matter
from tests.factories import make_firm, make_invoice, make_matter, make_person
from vendors.models import Firm


@dataclass
class Scene:
    """Who and what a review needs."""

    reviewer: User
    lead: User
    counsel: User
    firm: Firm
    matter: Matter
    invoice: Invoice

    @property
    def lines(self) -> list[InvoiceLine]:
        """The invoice's lines as they are now."""
        return list(self.invoice.lines.order_by("position"))

    def fresh(self) -> Invoice:
        """The invoice as it is now."""
        return Invoice.objects.get(pk=self.invoice.pk)


def make_scene(*amounts: Decimal | int, lead_limit: int | None = 5000, **fields) -> Scene:
    """An invoice in review, of lines with these net amounts in USD (default 1,000 and 500)."""
    lead = make_person("attorney", name="Lena Lead", limit=lead_limit)
    counsel = make_person("general_counsel", name="Gerda Counsel", limit=10_000_000)
    reviewer = make_person("ebilling_specialist", name="Bill Reviewer")
    firm = make_firm(name="Arnsley LLP", ap_vendor_number="V-77")
    matter = make_matter(lead=lead, firms=(firm,), business_unit="Harbour")
    invoice = make_invoice(firm, matter, *(amounts or (1000, 500)), due_on=date(2026, 12, 1), **fields)
    return Scene(reviewer, lead, counsel, firm, matter, invoice)


def reason(code: str = "excessive") -> ReasonCode:
    """A shipped reason for reducing a line."""
    return ReasonCode.objects.get(code=code)


def dismissal(code: str = "justified") -> ReasonCode:
    """A shipped reason for dismissing a finding."""
    return ReasonCode.objects.get(code=code)
