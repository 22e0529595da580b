"""Deciding on findings: accept (the line is reduced), dismiss with a reason, reopen; one or many at once."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from billing.enums import FindingState
from billing.models import Invoice, InvoiceLine, LineAdjustment, ReasonCode, ReviewFinding
from billing.selectors.tax_invoices import is_tax_invoice
from billing.services import finding_states
from billing.services.gates import open_for_review
from billing.services.reductions import Stacks
from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError

# Which reason a reduction carries when a rule proposed it (rules of domain/ledes.md §7, reasons of features
# 5.24).
REASON_OF_RULE = {
    "G06": "outside-period",
    "G09": "outside-period",
    "G10": "stale",
    "G26": "rate",
    "G27": "rate",
    "G30": "unapproved-timekeeper",
    "G36": "excessive",
    "G38": "math",
    "G41": "block-billed",
    "G42": "vague",
    "G45": "duplicate",
    "G47": "task-code",
    "G52": "clerical",
    "G62": "expense-policy",
}
OTHER_RULES = "out-of-scope"


def accept_finding(finding: ReviewFinding, *, actor: User) -> set[int]:
    """Uphold a finding and take its reduction off the line. Twice is once; Conflict if it was dismissed.

    Returns the primary keys of lines whose amount changed.
    """
    changed = accept_findings(finding.invoice, [finding], actor=actor)
    finding.refresh_from_db()
    if finding.state == FindingState.DISMISSED:
        message = _("%(who)s dismissed this finding meanwhile. Reopen it first if it should be accepted.")
        raise Conflict("finding.dismissed", message % {"who": finding.decided_by})
    return changed


@transaction.atomic
def accept_findings(invoice: Invoice, findings: Iterable[ReviewFinding], *, actor: User) -> set[int]:
    """Uphold all of these that are open; others are left as they are.

    Several findings on one line cut it once, to the lowest of their results: the smaller reduction lies below
    the larger one and stands if that is taken back. On a tax invoice they are upheld as disputes and cut
    nothing. Returns the primary keys of lines whose amount changed.
    """
    invoice = open_for_review(invoice, actor=actor)
    chosen = _fresh(invoice, findings, FindingState.OPEN)
    if is_tax_invoice(invoice):
        finding_states.mark_accepted(invoice, chosen, actor=actor)
        return set()
    cutting = [finding for finding in chosen if finding.line_id and finding.reduction > 0]
    stacks = Stacks(invoice, InvoiceLine.objects.filter(pk__in={f.line_id for f in cutting}))
    reasons = _reasons()
    before = {stack.line.pk: stack.total for stack in stacks}
    cuts = [row for row in (_cut(invoice, f, stacks, reasons, actor) for f in cutting) if row]
    if cuts:
        stacks.save(actor=actor)
    finding_states.mark_accepted(invoice, chosen, actor=actor)
    changed = {stack.line.pk for stack in stacks if stack.total != before[stack.line.pk]}
    _record_cuts(invoice, [row for row in cuts if row.line_id in changed and row.undone_at is None], actor)
    return changed


@transaction.atomic
def dismiss_findings(
    invoice: Invoice, findings: Iterable[ReviewFinding], *, reason: ReasonCode, note: str = "", actor: User
) -> set[int]:
    """Set findings aside with a reason; one accepted before has its reduction taken back.

    Findings dismissed already keep the decision they have. Raises DomainError for a reason that is none for
    dismissing. Returns the primary keys of lines whose amount changed.
    """
    invoice = open_for_review(invoice, actor=actor)
    if not reason.for_dismissal:
        message = _("Choose a reason for dismissing; “%s” is one for reducing lines.") % reason.label
        raise DomainError("finding.reason", message, field="reason")
    chosen = _fresh(invoice, findings, FindingState.OPEN, FindingState.ACCEPTED)
    changed = _take_back(invoice, chosen, actor)
    finding_states.mark_dismissed(invoice, chosen, reason=reason, note=note.strip(), actor=actor)
    return changed


def dismiss_finding(finding: ReviewFinding, *, reason: ReasonCode, note: str = "", actor: User) -> set[int]:
    """Set one finding aside; see `dismiss_findings`."""
    return dismiss_findings(finding.invoice, [finding], reason=reason, note=note, actor=actor)


@transaction.atomic
def reopen_findings(invoice: Invoice, findings: Iterable[ReviewFinding], *, actor: User) -> set[int]:
    """Take decisions back, with the reductions that came from them. Returns lines whose amount changed."""
    invoice = open_for_review(invoice, actor=actor)
    chosen = _fresh(invoice, findings, FindingState.ACCEPTED, FindingState.DISMISSED)
    changed = _take_back(invoice, chosen, actor)
    finding_states.mark_open([finding.pk for finding in chosen])
    finding_states.record_reopened(invoice, chosen, actor=actor)
    return changed


def reopen_finding(finding: ReviewFinding, *, actor: User) -> set[int]:
    """Take one decision back; see `reopen_findings`."""
    return reopen_findings(finding.invoice, [finding], actor=actor)


def _fresh(
    invoice: Invoice, findings: Iterable[ReviewFinding], *states: FindingState
) -> Sequence[ReviewFinding]:
    keys = [finding.pk for finding in findings]
    return list(invoice.findings.filter(pk__in=keys, state__in=states).order_by("pk"))


def _reasons() -> dict[str, ReasonCode]:
    codes = {OTHER_RULES, *REASON_OF_RULE.values()}
    return {reason.code: reason for reason in ReasonCode.objects.filter(code__in=codes)}


def _cut(
    invoice: Invoice,
    finding: ReviewFinding,
    stacks: Stacks,
    reasons: dict[str, ReasonCode],
    actor: User,
) -> LineAdjustment | None:
    """The finding's reduction laid into the line's stack; None where nothing of the line is left to take."""
    stack = stacks[finding.line_id]  # type: ignore[index]
    amount: Decimal = min(finding.reduction, stack.room)
    if amount <= 0:
        return None
    row = LineAdjustment(
        invoice=invoice,
        line=stack.line,
        amount=amount,
        reason=reasons.get(REASON_OF_RULE.get(finding.rule, OTHER_RULES)) or reasons[OTHER_RULES],
        note_to_firm=finding.message,
        finding=finding,
        actor=actor,
        created_at=clock.now(),
    )
    stack.insert(row)
    return row


def _take_back(invoice: Invoice, findings: Sequence[ReviewFinding], actor: User) -> set[int]:
    keys = {finding.pk for finding in findings if finding.state == FindingState.ACCEPTED}
    lines = {finding.line_id for finding in findings if finding.pk in keys and finding.line_id}
    stacks = Stacks(invoice, InvoiceLine.objects.filter(pk__in=lines))
    before = {stack.line.pk: stack.total for stack in stacks}
    for stack in stacks:
        for row in [row for row in stack.rows if row.finding_id in keys]:
            stack.remove(row)
    if lines:
        stacks.save(actor=actor)
    return {stack.line.pk for stack in stacks if stack.total != before[stack.line.pk]}


def _record_cuts(invoice: Invoice, rows: Iterable[LineAdjustment], actor: User) -> None:
    entries = [
        Entry(
            invoice,
            "billing.line.adjusted",
            after={"line": row.line.number, "amount": row.amount, "tax": row.tax, "reason": row.reason.label},
        )
        for row in rows
    ]
    record_many(entries, actor=actor)
