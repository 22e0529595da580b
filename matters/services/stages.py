"""Moving a matter from stage to stage: one door, a row per passage."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import StageCategory
from matters.models import Matter, Stage, StagePassage
from matters.services.guards import locked


@transaction.atomic
def enter_stage(matter: Matter, stage: Stage, *, reason: str = "", actor: User) -> Matter:
    """Enter a stage; entering the present one changes nothing (a double click is one passage).

    A closed stage sets the closing date, leaving it takes a reason and clears the date.
    Raises DomainError "matter.reason_missing" when a closed matter is reopened without one.
    """
    current = locked(matter, actor=actor)
    if current.stage_id == stage.pk:
        return current
    old, reason = current.stage, reason.strip()
    if _is_closed(old) and not _is_closed(stage) and not reason:
        message = _("Say why the matter is reopened.")
        raise DomainError("matter.reason_missing", message, field="reason")
    current.stage = stage
    if _is_closed(stage) != _is_closed(old):
        current.closed_on = max(clock.today(), current.opened_on) if _is_closed(stage) else None
    current.version += 1
    current.save(update_fields=["stage", "closed_on", "version"])
    _note_passage(current, old, reason=reason, actor=actor)
    return current


def _note_passage(matter: Matter, old: Stage, *, reason: str, actor: User) -> None:
    now = clock.now()
    StagePassage.objects.create(
        matter=matter, from_stage=old, to_stage=matter.stage, actor=actor, occurred_at=now, reason=reason
    )
    record(
        matter,
        "matters.matter.stage_entered",
        actor=actor,
        before={"stage": old.name},
        after={"stage": matter.stage.name},
        occurred_at=now,
        reason=reason,
    )


def _is_closed(stage: Stage) -> bool:
    return stage.category == StageCategory.CLOSED
