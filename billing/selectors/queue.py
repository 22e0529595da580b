"""The review queue and the list of all invoices: rows with what the rules found, tabs with counts,
neighbours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from billing.enums import FindingState, InvoiceState
from billing.models import Invoice, ReviewFinding
from billing.querysets import InvoiceQuerySet
from billing.selectors.matter_spend import billed_on
from legalops.accounts.models import User
from legalops.kernel import clock
from matters.models import Budget

TABS = {
    "due": _("Due today"),
    "over": _("Over budget"),
    "findings": _("With findings"),
    "clean": _("Clean"),
    "all": _("All"),
}
DEFAULT_TAB = "all"

# Plain SQL: a row of the list carries these, and the same built of expressions costs more than the query.
_FOUND = """
(SELECT count(*) FROM billing_reviewfinding
 WHERE invoice_id = billing_invoice.id AND state = 'open')
"""
# Open findings take from each line once, the largest, and only what a standing reduction has not taken yet.
_SAVING = """
(SELECT coalesce(sum(greatest(open.most - line.reduction, 0)), 0)
 FROM (SELECT line_id, max(reduction) AS most FROM billing_reviewfinding
       WHERE invoice_id = billing_invoice.id AND state = 'open' AND line_id IS NOT NULL
       GROUP BY line_id) AS open
 JOIN billing_invoiceline line ON line.id = open.line_id)
"""
# Name of whoever has the invoice now, so that exports carry it too.
_HOLDER = """
CASE billing_invoice.state
  WHEN 'in_review' THEN
    (SELECT full_name FROM accounts_user WHERE id = billing_invoice.reviewer_id)
  WHEN 'pending_approval' THEN
    (SELECT string_agg(person.full_name, ', ' ORDER BY ask.id) FROM approvals_request request
     JOIN approvals_ask ask ON ask.request_id = request.id AND ask.state = 'pending'
     JOIN accounts_user person ON person.id = ask.person_id
     WHERE request.record_type = 'invoice' AND request.record_id = billing_invoice.id
       AND request.state IN ('open', 'on_hold'))
  WHEN 'approved' THEN 'Payables'
  WHEN 'sent_to_ap' THEN 'Payables'
END
"""


def invoice_rows(user: User) -> InvoiceQuerySet:
    """Invoices the person may see, with what a row shows; the sums are computed for the rows of a page
    only.
    """
    rows = Invoice.objects.visible_to(user).select_related("firm", "matter__matter_type", "reviewer")
    return with_what_rules_found(rows).annotate(holder=RawSQL(_HOLDER, (), CharField()))  # noqa: S611


def queue_rows(user: User) -> InvoiceQuerySet:
    """What waits in review."""
    return invoice_rows(user).filter(state=InvoiceState.IN_REVIEW)


def with_what_rules_found(rows: InvoiceQuerySet) -> InvoiceQuerySet:
    """Adds open_findings and saving (net, in the invoice's currency, counting each line once)."""
    amount = Invoice._meta.get_field("reduction_net")
    return rows.annotate(
        open_findings=RawSQL(_FOUND, (), IntegerField()),  # noqa: S611  (no value of anybody's in it)
        saving=RawSQL(_SAVING, (), amount),  # noqa: S611
    )


def in_tab(rows: InvoiceQuerySet, tab: str, user: User) -> InvoiceQuerySet:
    """The rows of one tab of the queue; an unknown tab is all of it."""
    condition = _condition(tab, lambda: over_budget(rows, user))
    return rows.filter(condition) if condition is not None else rows


def tab_counts(user: User) -> Mapping[str, int]:
    """How many invoices each tab holds; four queries whatever their number, so a page asks for them later."""
    queue = Invoice.objects.visible_to(user).filter(state=InvoiceState.IN_REVIEW)
    over = over_budget(queue, user)
    parts = {tab: _condition(tab, lambda: over) for tab in TABS}
    return queue.aggregate(**{tab: Count("pk", filter=part) for tab, part in parts.items()})


def over_budget(rows: InvoiceQuerySet, user: User) -> list[int]:
    """Primary keys of the rows' matters on which more was billed than the approved budget."""
    keys = list(rows.order_by().values_list("matter_id", flat=True).distinct())
    return _over(Budget.objects.visible_to(user).filter(matter__in=keys, status="approved"))


def matters_over_budget(user: User) -> list[int]:
    """The same of all matters that the person sees."""
    return _over(Budget.objects.visible_to(user).filter(status="approved"))


def matters_billed_since(user: User, since: date) -> QuerySet:
    """Keys of matters on which an invoice that the person sees came since a day."""
    came = Invoice.objects.visible_to(user).filter(received_at__date__gte=since, matter__isnull=False)
    return came.order_by().values("matter_id")


def _over(budgets: QuerySet) -> list[int]:
    amounts: dict[int, Decimal] = dict(budgets.values_list("matter_id", "amount"))
    billed = billed_on(amounts) if amounts else {}
    return [key for key, net in billed.items() if net is not None and net > amounts[key]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an invoice stands in the queue: its place, how many there are, and who is before and after it."""

    place: int
    total: int
    previous: int | None
    next: int | None


def neighbours(invoice: Invoice, user: User) -> Neighbours:
    """Previous and next of the queue by due date; for an invoice that has left, the next one due after it."""
    queue = Invoice.objects.visible_to(user).filter(state=InvoiceState.IN_REVIEW)
    before = Q(due_on__lt=invoice.due_on) | Q(due_on=invoice.due_on, pk__lt=invoice.pk)
    after = Q(due_on__gt=invoice.due_on) | Q(due_on=invoice.due_on, pk__gt=invoice.pk)
    counts = queue.aggregate(before=Count("pk", filter=before), total=Count("pk"))
    return Neighbours(
        counts["before"] + 1,
        counts["total"],
        queue.filter(before).order_by("-due_on", "-pk").values_list("pk", flat=True).first(),
        queue.filter(after).order_by("due_on", "pk").values_list("pk", flat=True).first(),
    )


def next_to_review(invoice: Invoice, user: User) -> int | None:
    """What to open after this one has been decided: the next due, or else the first of the queue."""
    found = neighbours(invoice, user)
    if found.next:
        return found.next
    queue = Invoice.objects.visible_to(user).filter(state=InvoiceState.IN_REVIEW).exclude(pk=invoice.pk)
    return queue.order_by("due_on", "pk").values_list("pk", flat=True).first()


def due_by(day: date) -> Q:
    """Due on that day or before."""
    return Q(due_on__lte=day)


def _condition(tab: str, over) -> Q | None:
    found = ReviewFinding.objects.filter(invoice=OuterRef("pk"), state=FindingState.OPEN)
    match tab:
        case "due":
            return due_by(clock.today())
        case "over":
            return Q(matter__in=over())
        case "findings":
            return Q(Exists(found))
        case "clean":
            return ~Q(Exists(found))
    return None
