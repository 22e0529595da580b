"""The register of waivers (features 2.19)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.files.models import File
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import HitDecision, WaiverState
from matters.models import ConflictHit, ConflictWaiver
from matters.services.conflicts.deciding import decide_hit, locked_check


@transaction.atomic
def request_waiver(
    hit: ConflictHit, *, asked_of: str, scope: str, requested_on: date | None = None, actor: User
) -> ConflictWaiver:
    """Somebody was asked to waive; the hit needs a waiver from now on. Raises as `decide_hit` does."""
    locked_check(hit.check_of, actor=actor)
    waiver = ConflictWaiver.objects.create(
        hit=hit,
        asked_of=asked_of.strip(),
        scope=scope.strip(),
        requested_on=requested_on or clock.today(),
        owner=actor,
    )
    if hit.decision != HitDecision.WAIVER:
        decide_hit(hit, decision=HitDecision.WAIVER, reason=scope, actor=actor)
    record(waiver, "matters.waiver.requested", actor=actor, after={"asked_of": waiver.asked_of})
    return waiver


@transaction.atomic
def answer_waiver(
    waiver: ConflictWaiver,
    *,
    state: str,
    answered_on: date | None = None,
    expires_on: date | None = None,
    scope: str = "",
    letter: File | None = None,
    actor: User,
) -> ConflictWaiver:
    """Granted, refused or withdrawn, on a day (today), until another (open when empty), with the letter.

    Raises DomainError for an end before the answer, and for a letter that is not of the matter.
    """
    locked_check(waiver.hit.check_of, actor=actor)
    current = ConflictWaiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
    day = answered_on or clock.today()
    if expires_on is not None and expires_on <= day:
        message = _("The waiver would end before it was given. Choose a later day.")
        raise DomainError("waiver.ends", message, field="expires_on")
    before = {"state": str(current.get_state_display()), "expires_on": current.expires_on}
    current.state, current.expires_on = state, expires_on
    current.answered_on = None if state == WaiverState.REQUESTED else day
    current.scope = scope.strip() or current.scope
    current.letter = letter or current.letter
    current.save()
    after = {"state": str(current.get_state_display()), "expires_on": expires_on}
    record(current, "matters.waiver.answered", actor=actor, before=before, after=after)
    return current
