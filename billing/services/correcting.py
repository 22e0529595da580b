"""A mapping that was wrong is pointed elsewhere, and what waits for review goes with it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, InvoiceLine
from billing.policies import billed_id_key
from billing.services.mapping import ask_for_rematch
from billing.services.reviewing_again import review_again
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError
from matters.models import Matter, MatterNumber
from vendors.models import Timekeeper, TimekeeperAlias

_UNDECIDED = (InvoiceState.UNMATCHED, InvoiceState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Corrected:
    """How many invoices went along, and how many stay where they were because people decided on them."""

    moved: int
    left: int


@transaction.atomic
def correct_number(row: MatterNumber, matter: Matter, *, actor: User) -> Corrected:
    """From now on this number of the firm means another matter; the same again changes nothing.

    Invoices that came by it and still wait for review, undecided, go to the other matter and are reviewed
    anew. Those that were worked on, approved or paid stay: they are put right by hand, one by one.
    """
    current = MatterNumber.objects.select_for_update(of=("self",)).select_related("firm").get(pk=row.pk)
    old = current.matter
    if old.pk == matter.pk:
        return Corrected(0, 0)
    current.matter = matter
    current.save(update_fields=["matter"])
    told = {"firm": current.firm.code, "number": current.number_key}
    record(old, "matters.number.unmapped", actor=actor, before=told)
    record(matter, "matters.number.mapped", actor=actor, after=told)
    came = Invoice.objects.locked().filter(firm=current.firm, matter=old).exclude(state=InvoiceState.REJECTED)
    theirs = [each for each in came if _came_by(each, current.number_key, old)]
    moving = _untouched(theirs)
    _move(moving, matter, actor)
    review_again(current.firm, [each.pk for each in moving], actor=actor)
    ask_for_rematch(current.firm_id, actor=actor)
    return Corrected(len(moving), len(theirs) - len(moving))


@transaction.atomic
def correct_person(row: TimekeeperAlias, timekeeper: Timekeeper, *, actor: User) -> Corrected:
    """From now on this id of the firm means another person of it; the same again changes nothing.

    Lines of invoices in review go to that person and are reviewed anew; decisions on them stay. Raises
    DomainError for a person of another firm.
    """
    current = TimekeeperAlias.objects.select_for_update(of=("self",)).get(pk=row.pk)
    old, firm = current.timekeeper, current.firm
    if timekeeper.firm_id != firm.pk:
        message = _("Choose a timekeeper of %(firm)s.") % {"firm": firm}
        raise DomainError("billing.wrong_timekeeper", message, field="timekeeper")
    if old.pk == timekeeper.pk:
        return Corrected(0, 0)
    current.timekeeper = timekeeper
    current.save(update_fields=["timekeeper"])
    told = {"firm": firm.code, "id": current.code_key}
    record(old, "vendors.timekeeper.unmapped", actor=actor, before=told)
    record(timekeeper, "vendors.timekeeper.mapped", actor=actor, after=told)
    lines = InvoiceLine.objects.annotate(key=Upper("timekeeper_code")).filter(
        firm=firm, timekeeper=old, key=current.code_key
    )
    waiting = lines.filter(invoice__state__in=_UNDECIDED)
    moved = set(waiting.values_list("invoice_id", flat=True))
    left = lines.exclude(invoice__in=moved).values("invoice").distinct().count()
    InvoiceLine.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        timekeeper=timekeeper
    )
    review_again(firm, sorted(moved), actor=actor)
    return Corrected(len(moved), left)


def _came_by(invoice: Invoice, key: str, old: Matter) -> bool:
    """Whether the invoice reached the matter by this number: by the matter's own number it came rightly."""
    billed = billed_id_key(invoice.client_matter_id)
    return billed != billed_id_key(old.number) and key in (billed, billed_id_key(invoice.law_firm_matter_id))


def _untouched(invoices: list[Invoice]) -> list[Invoice]:
    ids = [each.pk for each in invoices if each.state in _UNDECIDED]
    worked_on = Q(adjustments__undone_at__isnull=True, adjustments__isnull=False) | Q(
        findings__state__in=[state for state in FindingState if state != FindingState.OPEN]
    )
    touched = set(Invoice.objects.filter(worked_on, pk__in=ids).values_list("pk", flat=True))
    return [each for each in invoices if each.pk in ids and each.pk not in touched]


def _move(invoices: list[Invoice], matter: Matter, actor: User) -> None:
    for invoice in invoices:
        invoice.matter = matter
        invoice.version += 1
        record(invoice, "billing.invoice.moved", actor=actor, after={"matter": matter.number})
    Invoice.objects.bulk_update(invoices, ["matter", "version"])
    InvoiceLine.objects.filter(invoice__in=[each.pk for each in invoices]).update(matter=matter)
