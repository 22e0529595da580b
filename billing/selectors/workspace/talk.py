"""The right zone: notes in two threads, the history in words, and earlier invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.enums import Audience
from billing.models import Invoice, InvoiceLine, InvoiceNote
from legalops.accounts.models import User
from legalops.audit import registry
from legalops.audit.models import AuditEvent
from legalops.audit.selectors import events_of
from legalops.web import formats, markup

_HISTORY = 60
_EARLIER = 8


@dataclass(frozen=True, slots=True)
class Threads:
    """Internal notes and those to the firm, oldest first, with the number of the line they are about."""

    internal: list[InvoiceNote]
    firm: list[InvoiceNote]


def threads_of(invoice: Invoice, user: User) -> Threads:
    """The notes this person may read; two queries."""
    notes = list(InvoiceNote.objects.visible_to(user).filter(invoice=invoice).select_related("author"))
    about = {note.line_id for note in notes if note.line_id}
    numbers = dict(InvoiceLine.objects.filter(invoice=invoice, pk__in=about).values_list("pk", "number"))
    for note in notes:
        note.line_number = numbers.get(note.line_id)
    return Threads(
        [note for note in notes if note.audience == Audience.INTERNAL],
        [note for note in notes if note.audience == Audience.FIRM],
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """One action of one person: the words, what it was about, and why."""

    who: str
    text: str
    detail: str
    reason: str
    when: datetime
    count: int
    action: str

    @property
    def icon(self) -> str:
        """An icon for the timeline."""
        return _ICONS.get(self.action, "circle-dashed")


def history_of(invoice: Invoice) -> list[Happening]:
    """The ledger's last events of the invoice, those of one action of one person taken together."""
    events = events_of(invoice)[:_HISTORY]
    runs = groupby(events, key=lambda e: (e.correlation_id, e.action, e.reason))
    return [_happening(list(run), invoice.currency) for _key, run in runs]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier invoices of this firm on this matter, newest first, and their amounts as a line."""

    invoices: Sequence[Invoice]
    spark: SafeString | str


def earlier_of(invoice: Invoice, user: User) -> Earlier:
    """Invoices of the same firm on the same matter up to this one's date; one query."""
    if invoice.matter_id is None:
        return Earlier([], "")
    same = Invoice.objects.visible_to(user).filter(firm=invoice.firm_id, matter=invoice.matter_id)
    before = same.filter(invoice_date__lte=invoice.invoice_date).exclude(pk=invoice.pk)
    rows = list(before.order_by("-invoice_date", "-pk")[:_EARLIER])
    drawn = [*reversed(rows), invoice]
    # Amounts of several currencies stand beside each other in base currency only.
    mixed = len({row.currency for row in drawn}) > 1
    amounts = [row.base_total if mixed else row.billed_total for row in drawn]
    currency = settings.BASE_CURRENCY if mixed else invoice.currency
    return Earlier(rows, markup.sparkline(amounts, _spark_words(amounts, currency)))


def _spark_words(amounts: Sequence[Decimal], currency: str) -> str:
    words = _("Billed by invoice, oldest first: %s")
    return words % ", ".join(formats.money(amount, currency, whole=True) for amount in amounts)


def _happening(events: list[AuditEvent], currency: str) -> Happening:
    first = events[0]
    detail = _detail(first, currency) if len(events) == 1 else _together(events, currency)
    text = registry.phrase(first.action)
    return Happening(
        first.actor_label, text, detail, first.reason, first.occurred_at, len(events), first.action
    )


def _detail(event: AuditEvent, currency: str) -> str:
    facts = event.after or {}
    parts = [
        _("line %s") % facts["line"] if facts.get("line") else "",
        str(facts.get("rule") or ""),
        formats.money(-Decimal(facts["amount"]), currency) if _is_cut(event) and facts.get("amount") else "",
        str(facts.get("reason") or ""),
        str(facts.get("credits") or facts.get("credit_note") or ""),
    ]
    return ", ".join(part for part in parts if part)


def _together(events: list[AuditEvent], currency: str) -> str:
    count = ngettext("%d time at once", "%d times at once", len(events)) % len(events)
    if not _is_cut(events[0]):
        return count
    total = sum((Decimal((event.after or {}).get("amount") or 0) for event in events), Decimal(0))
    return f"{count}, {formats.money(-total, currency)}"


def _is_cut(event: AuditEvent) -> bool:
    return event.action in ("billing.line.adjusted", "billing.invoice.reduced")


_ICONS = {
    "billing.invoice.received": "inbox",
    "billing.invoice.matched": "link",
    "billing.invoice.reviewed": "list-check",
    "billing.invoice.submitted_for_approval": "send",
    "billing.invoice.sent_back": "arrow-back-up",
    "billing.invoice.recalled": "arrow-back-up",
    "billing.invoice.approval_step_decided": "user-check",
    "approvals.step.decided": "user-check",
    "approvals.step.reassigned": "user-check",
    "approvals.step.escalated": "clock",
    "approvals.step.added": "user-plus",
    "approvals.step.reminded": "bell",
    "approvals.request.held": "player-pause",
    "approvals.request.resumed": "player-play",
    "billing.invoice.approved": "circle-check",
    "billing.invoice.rejected": "ban",
    "billing.invoice.sent_to_ap": "file-export",
    "billing.invoice.paid": "coin",
    "billing.invoice.noted": "message",
    "billing.line.adjusted": "pencil",
    "billing.invoice.reduced": "percentage",
    "billing.line.adjustment_undone": "arrow-back-up",
    "billing.finding.accepted": "check",
    "billing.finding.dismissed": "x",
    "billing.finding.reopened": "rotate-clockwise",
}
