"""Running a check: what is new is to be decided, what was decided stays."""

from typing import Any

from django.db import transaction

from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock, events
from legalops.requests.models import Request
from matters.enums import CheckState, HitDecision
from matters.models import ConflictCheck, ConflictHit, Matter, NameEntry
from matters.selectors.conflicts.asking import asked_by, names_asked, settings
from matters.selectors.conflicts.searching import Hit, hits_for
from matters.services.conflicts.indexing import refresh_names
from matters.services.guards import locked

RUN = "matters.run_conflict_check"
_GRAVER = {"low": 0, "medium": 1, "high": 2}


@transaction.atomic
def check_matter(matter: Matter, *, actor: User) -> ConflictCheck:
    """The matter's check, run now. Raises NotFound when the actor may not see the matter."""
    current = locked(matter, actor=actor)
    return run_check(_of_matter(current, actor), actor=actor)


@transaction.atomic
def check_request(request: Request, *, actor: User) -> ConflictCheck:
    """The check of a request's names, run now (features 1.29); whoever asked learns nothing of it."""
    check, _made = ConflictCheck.objects.get_or_create(
        request=request, defaults={"asked_by": actor, "asked_at": clock.now()}
    )
    return run_check(check, actor=actor)


@transaction.atomic
def out_of_date(matter: Matter, *, actor: User) -> None:
    """The matter's names are not what they were: its check is run again soon by itself."""
    check = _of_matter(matter, actor)
    if not check.stale:
        check.stale = True
        check.save(update_fields=["stale"])
    if events.is_paused():  # a bulk load, which runs the checks itself
        return
    jobs.enqueue(RUN, key=f"conflicts:{check.pk}", again=True, check_id=check.pk, actor_id=actor.pk)


@transaction.atomic
def run_check(check: ConflictCheck, *, actor: User) -> ConflictCheck:
    """Look for all names of the check. It ends open whatever was found: only a reviewer clears it (ADR 13).

    Hits that were there keep their decision unless they have become graver; those no longer found are kept
    as history. Running it twice finds the same.
    """
    refresh_names()
    current = ConflictCheck.objects.select_for_update().get(pk=check.pk)
    asked, rules = asked_by(current), settings()
    found = {}
    for each in asked:
        for hit in hits_for(each, current, rules):
            found[hit.asked.label, hit.source.value, hit.record_id] = hit
    _keep(current, found)
    current.state, current.stale = CheckState.OPEN, False
    current.names, current.run_at = names_asked(asked), clock.now()
    current.looked_through = NameEntry.objects.count()
    current.cleared_by, current.cleared_at = None, None
    current.save()
    # How much was found is not told: it would tell whoever sees the matter of matters that they do not see.
    told = current.matter or current
    record(told, "matters.conflicts.run", actor=actor, after={"names": len(current.names)})
    return current


def _of_matter(matter: Matter, actor: User) -> ConflictCheck:
    check, _made = ConflictCheck.objects.get_or_create(
        matter=matter, defaults={"asked_by": actor, "asked_at": clock.now()}
    )
    return check


def _keep(check: ConflictCheck, found: dict[tuple[str, str, int], Hit]) -> None:
    known = {(row.asked, row.source, row.record_id): row for row in check.hits.all()}
    gone = [row.pk for key, row in known.items() if key not in found and row.current]
    check.hits.filter(pk__in=gone).update(current=False)
    for key, hit in found.items():
        row = known.get(key)
        if row is None:
            ConflictHit.objects.create(check_of=check, **_identity(key), **_facts(hit))
        else:
            _again(row, hit)


def _identity(key: tuple[str, str, int]) -> dict[str, Any]:
    return dict(zip(("asked", "source", "record_id"), key, strict=True))


def _facts(hit: Hit) -> dict[str, Any]:
    return {
        "asked_role": hit.asked.role,
        "asked_side": hit.asked.side.value,
        "found": hit.found,
        "found_role": hit.role,
        "found_side": hit.side.value,
        "found_matter_id": hit.matter_id,
        "found_contact_id": hit.contact_id,
        "score": hit.near.score,
        "severity": hit.severity.value,
        "reasons": list(hit.near.reasons),
        "current": True,
    }


def _again(row: ConflictHit, hit: Hit) -> None:
    facts = _facts(hit)
    graver = _GRAVER[facts["severity"]] > _GRAVER[row.severity]
    if graver or facts["asked_side"] != row.asked_side or facts["found_side"] != row.found_side:
        facts |= {"decision": HitDecision.PENDING, "decided_by": None, "decided_at": None, "reason": ""}
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=list(changed))
