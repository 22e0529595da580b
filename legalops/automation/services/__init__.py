"""Writing the automation log, running again, forgetting what is old."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.automation import registry
from legalops.automation.enums import Outcome
from legalops.automation.models import AutomationRun
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict, DomainError

# Longer than anybody asks why something happened; the ledger keeps what was changed.
KEEP = timedelta(days=365)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Ran:
    """What is to be logged of a run. `error` makes it a failed one."""

    kind: str
    rule_name: str = ""
    rule_id: int | None = None
    record_type: str = ""
    record_id: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    effect: str = ""
    error: str = ""
    nothing: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None


@transaction.atomic
def log(ran: Ran, *, actor: User | None = None) -> AutomationRun:
    """Write a run down, in the transaction of what it did. It takes the place of a failed one of the same
    key, with one attempt more; what went through stays as it is.
    """
    held = _held(ran.key)
    if held is not None and held.outcome == Outcome.FAILED:
        run = held
        run.attempts += 1
    else:
        run = AutomationRun(key=None if held else ran.key)
    values = _values(ran) | {"ran_at": clock.now(), "ran_by": actor}
    for name, value in values.items():
        setattr(run, name, value)
    _store(run)
    return run


@transaction.atomic
def replay(run: AutomationRun, *, actor: User) -> AutomationRun:
    """Run a failed run again; what it had done already is not done twice.

    Raises Conflict when it was done meanwhile, DomainError where running again makes no sense.
    """
    held = AutomationRun.objects.select_for_update().get(pk=run.pk)
    again = registry.replay_of(held.kind)
    if again is None:
        raise DomainError("automation.no_replay", _("What ran like this cannot be run again."))
    if held.outcome != Outcome.FAILED:
        raise Conflict("automation.done", _("It has been done meanwhile."))
    again(held, actor)
    held.refresh_from_db()
    return held


def purge() -> int:
    """Forget runs older than a year, a portion at a time; how many."""
    gone = 0
    while True:
        old = AutomationRun.objects.older_than(clock.now() - KEEP).order_by("pk").values("pk")[:_AT_ONCE]
        count = AutomationRun.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
        gone += count
        if count < _AT_ONCE:
            return gone


def _held(key: str | None) -> AutomationRun | None:
    return AutomationRun.objects.select_for_update().filter(key=key).first() if key else None


def _store(run: AutomationRun) -> None:
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        # Two at once, such as a rule run by hand while its time comes: each keeps a line of its own.
        run.key = None
        run.save()


def _values(ran: Ran) -> dict[str, Any]:
    subject = records.find(ran.record_type).model._meta.label_lower if ran.record_type else ""
    outcome = Outcome.FAILED if ran.error else Outcome.NOTHING if ran.nothing else Outcome.DONE
    return {
        "kind": ran.kind,
        "rule_name": ran.rule_name[:120],
        "rule_id": ran.rule_id,
        "record_type": ran.record_type,
        "record_id": ran.record_id,
        "subject_type": subject if ran.record_id is not None else "",
        "given": dict(ran.given),
        "outcome": outcome,
        "effect": ran.effect,
        "error": ran.error,
        "details": dict(ran.details),
    }
