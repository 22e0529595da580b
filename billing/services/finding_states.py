"""Marking findings as accepted, dismissed or open; the reductions that go with it are the caller's."""

from collections.abc import Iterable, Sequence

from billing.enums import FindingState
from billing.models import Invoice, ReasonCode, ReviewFinding
from legalops.accounts.models import User
from legalops.audit.services import Entry, record_many
from legalops.kernel import clock


def mark_accepted(invoice: Invoice, findings: Sequence[ReviewFinding], *, actor: User) -> None:
    """The reviewer upholds these findings."""
    _decide(findings, FindingState.ACCEPTED, actor)
    _record(invoice, "billing.finding.accepted", findings, actor)


def mark_dismissed(
    invoice: Invoice, findings: Sequence[ReviewFinding], *, reason: ReasonCode, note: str, actor: User
) -> None:
    """The reviewer sets these findings aside, and says why."""
    _decide(findings, FindingState.DISMISSED, actor, reason=reason, note=note)
    _record(invoice, "billing.finding.dismissed", findings, actor, reason=reason.label)


def mark_open(finding_ids: Iterable[int]) -> None:
    """These findings wait for a decision again."""
    ReviewFinding.objects.filter(pk__in=list(finding_ids)).update(
        state=FindingState.OPEN, decided_by=None, decided_at=None, dismissal_reason=None, dismissal_note=""
    )


def record_reopened(invoice: Invoice, findings: Sequence[ReviewFinding], *, actor: User) -> None:
    """Tell the ledger that decisions were taken back."""
    _record(invoice, "billing.finding.reopened", findings, actor)


def _decide(
    findings: Sequence[ReviewFinding],
    state: FindingState,
    actor: User,
    reason: ReasonCode | None = None,
    note: str = "",
) -> None:
    ReviewFinding.objects.filter(pk__in=[finding.pk for finding in findings]).update(
        state=state, decided_by=actor, decided_at=clock.now(), dismissal_reason=reason, dismissal_note=note
    )


def _record(
    invoice: Invoice, action: str, findings: Sequence[ReviewFinding], actor: User, reason: str = ""
) -> None:
    entries = [
        Entry(
            invoice,
            action,
            after={"finding": finding.pk, "rule": finding.rule, "reduction": finding.reduction},
            reason=reason,
        )
        for finding in findings
    ]
    record_many(entries, actor=actor)
