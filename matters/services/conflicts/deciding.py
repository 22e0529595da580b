"""Deciding hits and clearing checks: for conflict reviewers who see what is checked."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.glass import without_glass
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from matters.enums import CheckState, HitDecision, WaiverState
from matters.models import ConflictCheck, ConflictHit


@transaction.atomic
def decide_hit(hit: ConflictHit, *, decision: str, reason: str, actor: User) -> ConflictHit:
    """No conflict, needs a waiver, or conflict, with the reason. A check that was cleared is open again.

    Raises NotFound when the actor may not see what is checked, NotAllowed without the right to review,
    DomainError without a reason.
    """
    check = locked_check(hit.check_of, actor=actor)
    if not reason.strip():
        raise DomainError("conflict.reason", _("Say why, for whoever reads the certificate."), field="reason")
    current = ConflictHit.objects.select_for_update(of=("self",)).get(pk=hit.pk)
    before = {"decision": str(current.get_decision_display())}
    current.decision, current.reason = decision, reason.strip()
    current.decided_by, current.decided_at = actor, clock.now()
    current.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    after = {"decision": str(current.get_decision_display())}
    record(current, "matters.conflicts.hit_decided", actor=actor, before=before, after=after, reason=reason)
    if check.state != CheckState.OPEN:
        _state(check, CheckState.OPEN)
    return current


@transaction.atomic
def clear_check(check: ConflictCheck, *, conclusion: str = "", actor: User) -> ConflictCheck:
    """Conclude: cleared, or conflict where one hit is. Every hit of the last run has to be decided, and every
    waiver that one needs granted.

    Raises Conflict when the names have changed since the run, DomainError for what is still open.
    """
    current = locked_check(check, actor=actor)
    if current.stale or current.run_at is None:
        message = _("The names have changed since this check ran. Run it again, then conclude.")
        raise Conflict("conflict.stale", message)
    hits = list(current.hits.filter(current=True).prefetch_related("waivers"))
    if any(hit.decision == HitDecision.PENDING for hit in hits):
        raise DomainError("conflict.pending", _("Decide every hit first."))
    if any(hit.decision == HitDecision.WAIVER and not _waived(hit) for hit in hits):
        message = _("A waiver that is needed is not granted. Record it first, or decide the hit otherwise.")
        raise DomainError("conflict.waiver", message)
    conflict = any(hit.decision == HitDecision.CONFLICT for hit in hits)
    current.cleared_by, current.cleared_at = actor, clock.now()
    current.conclusion = conclusion.strip()
    _state(current, CheckState.CONFLICT if conflict else CheckState.CLEARED)
    after = {"state": str(current.get_state_display())}
    told = current.matter or current
    record(told, "matters.conflicts.concluded", actor=actor, after=after, reason=current.conclusion)
    return current


def locked_check(check: ConflictCheck, *, actor: User) -> ConflictCheck:
    """The check's present row, locked, for a reviewer who sees what is checked by their own standing."""
    seen = ConflictCheck.objects.visible_to(without_glass(actor))
    if not actor.is_system and not seen.filter(pk=check.pk).exists():
        raise NotFound("conflict.not_found", _("There is no such check."))
    if not actor.is_system and not has_capability(actor, can.CONFLICTS_REVIEW):
        raise NotAllowed("conflict.reviewer", _("Only conflict reviewers decide this. Ask one of them."))
    return ConflictCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)


def _waived(hit: ConflictHit) -> bool:
    today = clock.today()
    return any(
        each.state == WaiverState.GRANTED and (each.expires_on is None or each.expires_on > today)
        for each in hit.waivers.all()
    )


def _state(check: ConflictCheck, state: CheckState) -> None:
    check.state = state
    check.save(update_fields=["state", "cleared_by", "cleared_at", "conclusion"])
