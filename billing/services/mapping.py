"""Mapping what a firm bills to what we know, once and for ever; every mapping starts another matching."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from billing.enums import Audience, InvoiceState
from billing.models import Invoice, InvoiceNote
from billing.policies import billed_id_key
from billing.services.lifecycle import transition
from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import Conflict, DomainError
from matters.models import Matter, MatterNumber
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Timekeeper, TimekeeperAlias, TimekeeperClass
from vendors.services.rates import approve_rate

REMATCH_JOB = "billing.rematch_firm"


def ask_for_rematch(firm_id: int, *, actor: User | None = None) -> None:
    """Have the firm's waiting invoices matched again; asking twice is asking once."""
    jobs.enqueue(REMATCH_JOB, key=f"firm-{firm_id}", actor=actor, again=True, firm_id=firm_id)


@transaction.atomic
def map_matter(*, firm: Firm, number: str, matter: Matter, actor: User) -> MatterNumber:
    """From now on this number of this firm means this matter. The same mapping again changes nothing.

    Raises DomainError for a blank number, Conflict when the number means another matter already.
    """
    key = billed_id_key(number)
    if not key:
        raise DomainError("billing.blank_number", _("Choose a number to remember."), field="number")
    row, is_new = MatterNumber.objects.get_or_create(firm=firm, number_key=key, defaults={"matter": matter})
    if row.matter_id != matter.pk:
        message = _(
            "%(number)s of %(firm)s was mapped by somebody else meanwhile. Reload the page to see it."
        )
        raise Conflict("billing.number_mapped", message % {"number": number, "firm": firm})
    if is_new:
        after = {"firm": firm.code, "number": key}
        record(matter, "matters.number.mapped", actor=actor, after=after)
    ask_for_rematch(firm.pk, actor=actor)
    return row


@transaction.atomic
def map_timekeeper(*, firm: Firm, code: str, timekeeper: Timekeeper, actor: User) -> TimekeeperAlias:
    """From now on this id of this firm means this person. The same mapping again changes nothing.

    Raises DomainError for a person of another firm or a blank id, Conflict when the id is taken.
    """
    key = billed_id_key(code)
    if not key or timekeeper.firm_id != firm.pk:
        message = _("Choose a timekeeper of %(firm)s.") % {"firm": firm}
        raise DomainError("billing.wrong_timekeeper", message, field="timekeeper")
    row, is_new = TimekeeperAlias.objects.get_or_create(
        firm=firm, code_key=key, defaults={"timekeeper": timekeeper}
    )
    if row.timekeeper_id != timekeeper.pk:
        raise _taken(code, firm)
    if is_new:
        record(timekeeper, "vendors.timekeeper.mapped", actor=actor, after={"firm": firm.code, "id": key})
    ask_for_rematch(firm.pk, actor=actor)
    return row


@transaction.atomic
def create_timekeeper(
    *,
    firm: Firm,
    code: str,
    last_name: str,
    first_name: str,
    classification: TimekeeperClass,
    status: TimekeeperStatus,
    rate: Decimal | None = None,
    currency: str = "",
    rate_from: date | None = None,
    actor: User,
) -> Timekeeper:
    """Add a person of the firm under the id billed, with an agreed rate per hour in `currency` where given.

    Raises Conflict when the id is taken by now, DomainError for a rate that `approve_rate` refuses.
    """
    try:
        with transaction.atomic():
            person = Timekeeper.objects.create(
                firm=firm,
                code=code.strip(),
                last_name=last_name,
                first_name=first_name,
                classification=classification,
                status=status,
            )
    except IntegrityError as failure:
        raise _taken(code, firm) from failure
    after = {"firm": firm.code, "id": person.code, "class": classification.pk, "status": status}
    record(person, "vendors.timekeeper.added", actor=actor, after=after)
    if rate is not None and rate_from is not None:
        approve_rate(person, amount=rate, currency=currency, valid_from=rate_from, actor=actor)
    ask_for_rematch(firm.pk, actor=actor)
    return person


@transaction.atomic
def reject_unmatched(invoice: Invoice, *, reason: str, actor: User) -> None:
    """Send back an invoice that belongs to nobody; the firm reads the reason.

    Raises DomainError without a reason, Conflict when the invoice was matched meanwhile.
    """
    if not reason.strip():
        message = _("Tell the firm why the invoice is rejected.")
        raise DomainError("billing.reason_missing", message, field="reason")
    if Invoice.objects.locked().get(pk=invoice.pk).state != InvoiceState.UNMATCHED:
        message = _("Invoice %(number)s was matched meanwhile. Reload the page to see it.")
        raise Conflict("invoice.state", message % {"number": invoice.number})
    transition(invoice=invoice, name="reject", actor=actor, reason=reason.strip())
    note = InvoiceNote.objects.create(
        invoice=invoice, audience=Audience.FIRM, body=reason.strip(), author=actor
    )
    record(invoice, "billing.invoice.noted", actor=actor, after={"audience": note.audience})


def _taken(code: str, firm: Firm) -> Conflict:
    message = _(
        "The id %(code)s of %(firm)s was mapped by somebody else meanwhile. Reload the page to see it."
    )
    return Conflict("billing.id_mapped", message % {"code": code, "firm": firm})
