"""Findings of many invoices decided at once, with the arithmetic of `billing.services.reductions`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from billing.enums import FindingState
from billing.models import InvoiceLine, LineAdjustment, ReasonCode, ReviewFinding
from billing.services.findings import OTHER_RULES, REASON_OF_RULE
from billing.services.reductions import LineStack, Wanted, reduction_of
from billing.services.reductions.sums import keep_invoice_sums, keep_line_sums
from legalops.demo.history.course import Course
from legalops.demo.history.updating import update_rows
from legalops.demo.loading.choices import (
    DISMISSALS,
    TRIM_LINES,
    TRIM_NOTE,
    decided,
    dice,
    trimmed,
)
from legalops.kernel import clock

_DECIDED = ["state", "decided_by", "decided_at", "dismissal_reason"]


@dataclass(slots=True)
class Review:
    """What a reviewer made of one invoice."""

    course: Course
    at: datetime
    accepted: Sequence[ReviewFinding]
    dismissed: Sequence[ReviewFinding]
    percent: Decimal | None = None


def decide_findings(
    seed: int, courses: Iterable[tuple[Course, datetime]], reasons: dict[str, ReasonCode]
) -> None:
    """Decide the findings of these invoices, each at its instant, and reduce their lines."""
    wanted = list(courses)
    findings = defaultdict(list)
    ids = [course.invoice.pk for course, _ in wanted]
    for finding in ReviewFinding.objects.filter(invoice__in=ids).order_by("rule", "line__position"):
        findings[finding.invoice_id].append(finding)
    reviews = [_review(seed, course, at, findings[course.invoice.pk], reasons) for course, at in wanted]
    changed = [f for each in reviews for f in (*each.accepted, *each.dismissed)]
    update_rows(ReviewFinding, changed, _DECIDED)
    _cut(reviews, reasons)


def _review(
    seed: int, course: Course, at: datetime, findings: list[ReviewFinding], reasons: dict[str, ReasonCode]
) -> Review:
    random = dice(seed, course.plan)
    accepted, dismissed = decided(random, findings, course.invoice.net_amount)
    reason = reasons[random.choice(DISMISSALS)] if dismissed else None
    for finding in accepted:
        _mark(course, finding, FindingState.ACCEPTED, at)
    for finding in dismissed:
        _mark(course, finding, FindingState.DISMISSED, at, reason)
    return Review(course, at, accepted, dismissed, trimmed(random))


def _mark(
    course: Course, finding: ReviewFinding, state: str, at: datetime, reason: ReasonCode | None = None
) -> None:
    finding.state, finding.decided_by, finding.decided_at = state, course.reviewer, at
    finding.dismissal_reason = reason
    after = {"finding": finding.pk, "rule": finding.rule, "reduction": finding.reduction}
    action = f"billing.finding.{state}"
    course.tell(action, at, course.reviewer, after, reason.label if reason else "")


def _cut(reviews: list[Review], reasons: dict[str, ReasonCode]) -> None:
    cutting = {f.line_id for each in reviews for f in each.accepted if f.line_id and f.reduction > 0}
    lines = InvoiceLine.objects.in_bulk(cutting)
    longest = _longest([each.course.invoice.pk for each in reviews if each.percent])
    rows, tops = [], []
    for each in reviews:
        stacks = _stacks(each, lines, reasons)
        stacks += _trims(each, longest[each.course.invoice.pk], {s.line.pk for s in stacks}, reasons)
        if not stacks:
            continue
        with clock.frozen(each.at):
            for stack in stacks:
                stack.arrange(each.course.reviewer)
        rows += [row for stack in stacks for row in stack.rows]
        tops.append((each, stacks))
    _store(rows)
    for each, stacks in tops:
        keep_line_sums(each.course.invoice, [(stack.line, stack.total) for stack in stacks])
        keep_invoice_sums(each.course.invoice)


def _stacks(review: Review, lines: dict[int, InvoiceLine], reasons: dict[str, ReasonCode]) -> list[LineStack]:
    stacks: dict[int, LineStack] = {}
    for finding in review.accepted:
        if not finding.line_id or finding.reduction <= 0:
            continue
        line = lines[finding.line_id]
        stack = stacks.setdefault(line.pk, LineStack(line, review.course.invoice.currency, []))
        amount = min(finding.reduction, stack.room)
        if amount > 0:
            stack.insert(_row(review, finding, line, amount, reasons))
    for stack in stacks.values():
        _tell(review, stack)
    return [stack for stack in stacks.values() if stack.rows]


def _longest(invoice_ids: list[int]) -> dict[int, list[InvoiceLine]]:
    found = defaultdict(list)
    fees = InvoiceLine.objects.filter(invoice__in=invoice_ids, kind="F", total__gt=0)
    for line in fees.order_by("invoice", "-total", "pk"):
        found[line.invoice_id].append(line)
    return found


def _trims(
    review: Review, lines: list[InvoiceLine], cut: set[int], reasons: dict[str, ReasonCode]
) -> list[LineStack]:
    """The longest entries that nothing else has cut, shortened by the reviewer's percentage."""
    currency, stacks = review.course.invoice.currency, []
    for line in [line for line in lines if line.pk not in cut][:TRIM_LINES]:
        row = LineAdjustment(
            invoice=review.course.invoice,
            line=line,
            amount=reduction_of(line, Wanted(percent=review.percent), currency, room=line.net),
            reason=reasons["excessive"],
            note_to_firm=TRIM_NOTE,
            actor=review.course.reviewer,
            created_at=review.at,
        )
        stack = LineStack(line, currency, [])
        stack.push(row)
        _tell(review, stack)
        stacks.append(stack)
    return stacks


def _row(
    review: Review, finding: ReviewFinding, line: InvoiceLine, amount, reasons: dict[str, ReasonCode]
) -> LineAdjustment:
    return LineAdjustment(
        invoice=review.course.invoice,
        line=line,
        amount=amount,
        reason=reasons[REASON_OF_RULE.get(finding.rule, OTHER_RULES)],
        note_to_firm=finding.message,
        finding=finding,
        actor=review.course.reviewer,
        created_at=review.at,
    )


def _tell(review: Review, stack: LineStack) -> None:
    if stack.top:
        after = {"line": stack.line.number, "reduction": stack.total, "reason": stack.top.reason.label}
        course = review.course
        course.tell("billing.line.adjusted", review.at, course.reviewer, after, before={"reduction": 0})


def _store(rows: list[LineAdjustment]) -> None:
    """Without the names of those above first, since keys exist only afterwards."""
    covers = [row.superseded_by for row in rows]
    for row in rows:
        row.superseded_by = None
    LineAdjustment.objects.bulk_create(rows, batch_size=1_000)
    covered = []
    for row, cover in zip(rows, covers, strict=True):
        if cover is not None:
            row.superseded_by = cover
            covered.append(row)
    update_rows(LineAdjustment, covered, ["superseded_by"])
