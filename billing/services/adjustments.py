"""Reducing lines. What was billed is never overwritten: reductions are rows, taken back by marking."""

import uuid
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import Invoice, InvoiceLine, LineAdjustment, ReasonCode, ReviewFinding
from billing.services.finding_states import mark_accepted, mark_open
from billing.services.gates import open_for_review
from billing.services.reductions import LineStack, Stacks, Wanted, reduction_of
from billing.services.reductions.spreading import spread
from billing.services.tax_invoices import refuse_reducing
from legalops.accounts.models import User
from legalops.audit.services import Entry, record, record_many
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.web.formats import money

ADJUSTED, UNDONE = "billing.line.adjusted", "billing.line.adjustment_undone"
REDUCED = "billing.invoice.reduced"


@transaction.atomic
def reduce_line(
    line: InvoiceLine,
    *,
    amount: Decimal | None = None,
    new_units: Decimal | None = None,
    new_unit_cost: Decimal | None = None,
    percent: Decimal | None = None,
    reason: ReasonCode,
    note_to_firm: str = "",
    internal_note: str = "",
    actor: User,
    finding: ReviewFinding | None = None,
    seen: Decimal | None = None,
) -> LineAdjustment:
    """Reduce a line, replacing the reduction of its own that stood before.

    `amount` is what is taken off, without tax, in the invoice's currency; or give new units and/or a new
    rate, or a percentage of the billed net. Rounded half-up to the minor unit; tax follows in proportion.
    `finding` is accepted with it. `seen` is the reduction the person saw: Conflict with both values when it
    has changed since. The same reduction sent twice by the same person is one. Raises DomainError,
    NotAllowed, NotFound.
    """
    invoice = open_for_review(line.invoice, actor=actor)
    refuse_reducing(invoice)
    line = invoice.lines.get(pk=line.pk)
    stacks = Stacks(invoice, [line])
    stack = stacks[line.pk]
    wanted = Wanted(amount, new_units, new_unit_cost, percent)
    cut = reduction_of(line, wanted, invoice.currency, room=stack.room)
    row = _new_row(invoice, line, cut, wanted, reason, note_to_firm, internal_note, actor, finding)
    if _is_repeat(stack.top, row):
        return stack.top  # type: ignore[return-value]
    _refuse_changed(line, seen, invoice.currency)
    before = line.reduction
    stack.push(row)
    stacks.save(actor=actor)
    if finding is not None:
        mark_accepted(invoice, [finding], actor=actor)
    record(invoice, ADJUSTED, actor=actor, before={"reduction": before}, after=_facts(row, stack))
    return row


@transaction.atomic
def undo_adjustment(adjustment: LineAdjustment, *, actor: User) -> set[int]:
    """Take a reduction back; what stood before it stands again, and its finding is open again.

    A share of an invoice-wide reduction takes the whole of that back. Undone twice is undone once.
    Returns the primary keys of the lines that changed.
    """
    invoice = open_for_review(adjustment.invoice, actor=actor)
    rows = _standing_with(invoice, adjustment)
    if not rows:
        return set()
    stacks = Stacks(invoice, InvoiceLine.objects.filter(pk__in=[row.line_id for row in rows]))
    for row in rows:
        stacks[row.line_id].remove(row)
    stacks.save(actor=actor)
    mark_open([row.finding_id for row in rows if row.finding_id])
    _record_undone(invoice, rows, actor)
    return {row.line_id for row in rows}


@transaction.atomic
def restore_line(line: InvoiceLine, *, actor: User) -> None:
    """Take every reduction of the line's own back: it stands as billed, less invoice-wide shares."""
    invoice = open_for_review(line.invoice, actor=actor)
    stacks = Stacks(invoice, [invoice.lines.get(pk=line.pk)])
    rows = list(stacks[line.pk].rows)
    if not rows:
        return
    stacks[line.pk].clear()
    stacks.save(actor=actor)
    mark_open([row.finding_id for row in rows if row.finding_id])
    _record_undone(invoice, rows, actor)


@transaction.atomic
def adjust_invoice(
    invoice: Invoice,
    *,
    percent: Decimal | None = None,
    amount: Decimal | None = None,
    reason: ReasonCode,
    note_to_firm: str = "",
    internal_note: str = "",
    actor: User,
    request_key: uuid.UUID | None = None,
) -> uuid.UUID:
    """Take a percentage of what is left, or a sum without tax, off the whole invoice.

    Spread over the lines by what is left of each (largest remainder, so the shares sum to it exactly); it
    stands beside reductions of single lines. `request_key` makes a double click one reduction. Returns the
    key under which `undo_adjustment` takes all shares back together.
    """
    invoice = open_for_review(invoice, actor=actor)
    refuse_reducing(invoice)
    key = request_key or uuid.uuid4()
    if invoice.adjustments.filter(batch=key).exists():
        return key
    lines = list(invoice.lines.order_by("position"))
    shares = spread(lines, invoice.currency, percent=percent, amount=amount)
    stacks = Stacks(invoice, [line for line in lines if line.pk in shares])
    for stack in stacks:
        row = _new_row(
            invoice,
            stack.line,
            shares[stack.line.pk],
            Wanted(),
            reason,
            note_to_firm,
            internal_note,
            actor,
            None,
        )
        row.batch = key
        stack.lay_beside(row)
    stacks.save(actor=actor)
    after = {
        "amount": sum(shares.values()),
        "lines": len(shares),
        "percent": percent,
        "reason": reason.label,
    }
    record(invoice, REDUCED, actor=actor, after=after)
    return key


def _new_row(
    invoice: Invoice,
    line: InvoiceLine,
    cut: Decimal,
    wanted: Wanted,
    reason: ReasonCode,
    note_to_firm: str,
    internal_note: str,
    actor: User,
    finding: ReviewFinding | None,
) -> LineAdjustment:
    if reason.for_dismissal:
        message = _("Choose a reason for reducing; “%s” is one for dismissing findings.") % reason.label
        raise DomainError("adjustment.reason", message, field="reason")
    return LineAdjustment(
        invoice=invoice,
        line=line,
        amount=cut,
        new_units=wanted.new_units,
        new_unit_cost=wanted.new_unit_cost,
        reason=reason,
        note_to_firm=note_to_firm.strip(),
        internal_note=internal_note.strip(),
        finding=finding,
        actor=actor,
        created_at=clock.now(),
    )


def _is_repeat(standing: LineAdjustment | None, row: LineAdjustment) -> bool:
    if standing is None:
        return False
    names = ("amount", "new_units", "new_unit_cost", "reason_id", "note_to_firm", "internal_note", "actor_id")
    return all(getattr(standing, name) == getattr(row, name) for name in names)


def _refuse_changed(line: InvoiceLine, seen: Decimal | None, currency: str) -> None:
    if seen is None or seen == line.reduction:
        return
    message = _(
        "Someone changed line %(line)s while you were typing: it stands at %(now)s, you saw "
        "%(seen)s. What you typed is kept; send it again to replace their change, or press Escape."
    )
    facts = {
        "line": line.number,
        "now": money(line.approved, currency),
        "seen": money(line.net - seen, currency),
    }
    raise Conflict("line.stale", message % facts)


def _standing_with(invoice: Invoice, adjustment: LineAdjustment) -> list[LineAdjustment]:
    """The row as it is now, or all shares of its invoice-wide reduction; nothing if taken back already."""
    rows = invoice.adjustments.filter(undone_at__isnull=True)
    rows = rows.filter(batch=adjustment.batch) if adjustment.batch else rows.filter(pk=adjustment.pk)
    return list(rows.select_related("reason", "line"))


def _record_undone(invoice: Invoice, rows: Iterable[LineAdjustment], actor: User) -> None:
    entries = [
        Entry(
            invoice, UNDONE, after={"line": row.line.number, "amount": row.amount, "reason": row.reason.label}
        )
        for row in rows
    ]
    record_many(entries, actor=actor)


def _facts(row: LineAdjustment, stack: LineStack) -> dict:
    return {
        "line": row.line.number,
        "reduction": stack.total,
        "amount": row.amount,
        "tax": row.tax,
        "reason": row.reason.label,
        "note_to_firm": row.note_to_firm,
    }
