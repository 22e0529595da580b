"""What a firm sees of its invoices: figures, outcome and reasons, never the department's working."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from billing.enums import SPENT_STATES, Audience, InvoiceState
from billing.models import Invoice, InvoiceLine, InvoiceNote, InvoiceTransition, LineAdjustment
from legalops.kernel.money import ZERO
from matters.models import Matter

NEXT_STEPS = {
    InvoiceState.UNMATCHED: _("The legal department assigns the matter or the timekeepers."),
    InvoiceState.IN_REVIEW: _("A specialist of the legal department reviews the lines."),
    InvoiceState.PENDING_APPROVAL: _("The responsible attorney decides."),
    InvoiceState.APPROVED: _("It goes to accounts payable with the next hand-over."),
    InvoiceState.SENT_TO_AP: _("Accounts payable pays it."),
    InvoiceState.PAID: _("Nothing more to do."),
    InvoiceState.REJECTED: _("Correct it and upload it again under the same number."),
}
STATE_TONES = {
    InvoiceState.UNMATCHED: "warn",
    InvoiceState.IN_REVIEW: "progress",
    InvoiceState.PENDING_APPROVAL: "progress",
    InvoiceState.APPROVED: "ok",
    InvoiceState.SENT_TO_AP: "ok",
    InvoiceState.PAID: "ok",
    InvoiceState.REJECTED: "bad",
}
_STEPS = (
    (_("Received"), None),
    (_("Assigned"), InvoiceState.IN_REVIEW),
    (_("Reviewed"), InvoiceState.PENDING_APPROVAL),
    (_("Approved"), InvoiceState.APPROVED),
    (_("Sent to accounts payable"), InvoiceState.SENT_TO_AP),
    (_("Paid"), InvoiceState.PAID),
)
_REACHED = {
    InvoiceState.UNMATCHED: 1,
    InvoiceState.IN_REVIEW: 2,
    InvoiceState.PENDING_APPROVAL: 3,
    InvoiceState.APPROVED: 4,
    InvoiceState.SENT_TO_AP: 5,
    InvoiceState.PAID: 6,
}
# Passages that are the department's own affair.
_INTERNAL = ("send_back", "recall")


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many invoices of the firm are in a state, and what happens next."""

    state: str
    label: str
    count: int
    next_step: str
    tone: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tracker: done, the present one, or still to come."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was taken off a line, the note to the firm, and how much, without tax."""

    label: str
    note: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReducedLine:
    """A line that was not approved in full, without tax, with every reason given to the firm."""

    number: str
    work_date: date
    timekeeper: str
    narrative: str
    billed: Decimal
    approved: Decimal
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the invoice, in words for the firm."""

    words: str
    at: datetime
    note: str


def state_counts(user) -> list[StateCount]:
    """The firm's invoices by state, in the order of an invoice's life; states without invoices left out."""
    found = dict(
        Invoice.objects.visible_to(user)
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
        .values_list("state", "pk__count")
    )
    return [
        StateCount(state.value, state.label, found[state], NEXT_STEPS[state], STATE_TONES[state])
        for state in InvoiceState
        if state in found
    ]


def invoices_of(user) -> QuerySet[Invoice]:
    """The firm's invoices with the amounts approved and taken off, both with tax.

    `is_own_matter` tells whether the firm may know the matter: one it was mapped to by mistake it may not.
    """
    rows = Invoice.objects.visible_to(user).with_approved_total().select_related("matter")
    own = Matter.objects.visible_to(user).filter(pk=OuterRef("matter_id"))
    return rows.annotate(reduction_total=F("reduction_net") + F("reduction_tax"), is_own_matter=Exists(own))


def is_decided(invoice: Invoice) -> bool:
    """Whether the firm may see what became of each line: drafts of reductions are not shown."""
    return invoice.state in SPENT_STATES


def tracker(invoice: Invoice) -> list[Step]:
    """The steps of the invoice's life; a rejected one was received and then rejected."""
    if invoice.state == InvoiceState.REJECTED:
        return [Step(str(_("Received")), "done"), Step(str(_("Rejected")), "bad")]
    reached = _REACHED[InvoiceState(invoice.state)]
    kinds = ["done" if at < reached else "now" if at == reached else "next" for at in range(len(_STEPS))]
    return [Step(str(label), kind) for (label, _state), kind in zip(_STEPS, kinds, strict=True)]


def reduced_lines(invoice: Invoice) -> list[ReducedLine]:
    """Reduced lines of a decided invoice with the reasons given to the firm; empty before the decision."""
    if not is_decided(invoice):
        return []
    standing = LineAdjustment.objects.filter(invoice=invoice, undone_at__isnull=True).select_related("reason")
    sums: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(dict)
    for each in standing.order_by("pk"):
        said = (each.reason.label, each.note_to_firm or each.reason.text_to_firm)
        sums[each.line_id][said] = sums[each.line_id].get(said, ZERO) + each.amount
    lines = InvoiceLine.objects.filter(invoice=invoice, reduction__gt=0).order_by("position")
    return [_reduced(line, sums[line.pk]) for line in lines]


def _reduced(line: InvoiceLine, sums: Mapping[tuple[str, str], Decimal]) -> ReducedLine:
    return ReducedLine(
        number=line.number,
        work_date=line.work_date,
        timekeeper=line.timekeeper_name,
        narrative=line.narrative,
        billed=line.net,
        approved=line.approved,
        reasons=[Reason(label, note, amount) for (label, note), amount in sums.items()],
    )


def notes_to_firm(user, invoice: Invoice) -> Iterable[InvoiceNote]:
    """What the department wrote to the firm; never internal notes."""
    notes = InvoiceNote.objects.visible_to(user).filter(invoice=invoice, audience=Audience.FIRM)
    return notes.select_related("author")


def events_for_firm(invoice: Invoice) -> list[Event]:
    """Passages of the invoice, newest first; reasons only where they are meant for the firm.

    What went back and forth within the department reads as one passage, at its first time.
    """
    passages = InvoiceTransition.objects.filter(invoice=invoice).exclude(name__in=_INTERNAL).order_by("pk")
    firsts = [next(same) for _state, same in groupby(passages, key=lambda each: each.to_state)]
    return [
        Event(
            words=InvoiceState(each.to_state).label,
            at=each.occurred_at,
            note=each.reason if each.to_state == InvoiceState.REJECTED else "",
        )
        for each in reversed(firsts)
    ]
