"""Who approves an invoice and why: the matter lead first, then whoever has the authority for the amount.

Nobody approves what they reviewed, adjusted or submitted (four eyes), nobody above their authority limit, and
nobody who may not see the matter: a person behind a wall is never asked (ADR 3).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from billing.models import Invoice
from billing.selectors.approval_route.people import candidates_above, handlers_of, may_approve
from legalops.access.services import authority_of
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError
from legalops.kernel.money import ZERO, round_money
from matters.enums import MemberRole
from matters.models import Matter


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A person to be asked, and why: what follows their name, such as "leads the matter."."""

    approver: User
    why: str


def plan_steps(invoice: Invoice, *, submitter: User) -> list[PlannedStep]:
    """The people to be asked, in order; the last one's authority covers the amount to approve.

    Raises DomainError naming what to set up when nobody possible is left.
    """
    matter = invoice.matter
    amount = amount_in_base(invoice)
    apart = handlers_of(invoice) | {submitter.pk}
    first = _first_step(matter, apart)
    if first and _covers(first.approver, amount):
        return [first]
    asked = apart | ({first.approver.pk} if first else set())
    second = _authority_step(matter, amount, asked, first)
    if second is None:
        raise _nobody(matter, amount)
    return [first, second] if first else [second]


def amount_in_base(invoice: Invoice) -> Decimal:
    """What would be paid, tax included, in base currency at the invoice's stored rate."""
    return round_money(invoice.approved_amount * invoice.base_rate, settings.BASE_CURRENCY)


def _first_step(matter: Matter, apart: Collection[int]) -> PlannedStep | None:
    lead = matter.lead
    if lead.pk not in apart and may_approve(lead, matter):
        return PlannedStep(lead, _("leads the matter."))
    reason = _why_not_lead(lead, apart)
    for backup in _backups(matter):
        if backup.pk not in apart and may_approve(backup, matter):
            return PlannedStep(
                backup, _("backs up %(lead)s, who %(reason)s.") % {"lead": lead, "reason": reason}
            )
    return None


def _why_not_lead(lead: User, apart: Collection[int]) -> str:
    if not lead.is_active:
        return _("has left")
    if lead.pk in apart:
        return _("worked on this invoice")
    return _("may not approve it")


def _backups(matter: Matter) -> Iterator[User]:
    rows = (
        matter.members.filter(role=MemberRole.BACKUP).select_related("user").order_by("user__full_name", "pk")
    )
    return (row.user for row in rows)


def _authority_step(
    matter: Matter, amount: Decimal, asked: Collection[int], first: PlannedStep | None
) -> PlannedStep | None:
    for person, limit in candidates_above(amount, matter):
        if person.pk not in asked and may_approve(person, matter):
            return PlannedStep(person, _why_authority(amount, limit, first))
    return None


def _why_authority(amount: Decimal, limit: Decimal, first: PlannedStep | None) -> str:
    facts = {
        "amount": f"{settings.BASE_CURRENCY} {amount:,.2f}",
        "limit": f"{settings.BASE_CURRENCY} {limit:,.0f}",
        "first": first.approver if first else "",
    }
    if first is None:
        return _("may approve up to %(limit)s; nobody on the matter can be asked.") % facts
    return _("may approve up to %(limit)s; %(amount)s is above the limit of %(first)s.") % facts


def _covers(person: User, amount: Decimal) -> bool:
    return (authority_of(person) or ZERO) >= amount


def _nobody(matter: Matter, amount: Decimal) -> DomainError:
    message = _(
        "Nobody can approve %(amount)s on matter %(matter)s. Someone who may approve invoices, sees this "
        "matter and did not work on the invoice needs an authority limit of at least that. Ask an "
        "administrator to set one under Authority limits, or to add such a person to the matter."
    )
    facts = {"amount": f"{settings.BASE_CURRENCY} {amount:,.2f}", "matter": matter.number}
    return DomainError("approval.nobody", message % facts)
