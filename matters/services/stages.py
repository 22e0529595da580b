"""Moving a matter from stage to stage: the workflow's door, and what it does to a matter."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.workflows.machine import Definition, Reason
from legalops.workflows.registry import Entering
from legalops.workflows.selectors.runs import definition_of, future_run, run_of
from legalops.workflows.services import move
from matters.enums import StageCategory
from matters.models import Matter, Stage
from matters.services.guards import locked
from matters.services.next_actions import drop_next_action


@transaction.atomic
def enter_stage(matter: Matter, stage: Stage, *, reason: str = "", actor: User) -> Matter:
    """Make the move of the matter's workflow that leads to a stage; the present one changes nothing (a double
    click is one passage).

    A closed stage sets the closing date, leaving it clears the date. Raises DomainError
    "matter.stage_unreachable" when no move leads there, "matter.reason_missing" when a closed matter is
    reopened without a reason, and what `legalops.workflows.services.move` raises.
    """
    current = locked(matter, actor=actor)
    if current.stage_id == stage.pk:
        return current
    definition = definition_of(run_of(current) or future_run(current))
    ways = definition.leaving(current.stage.code)
    way = next((each for each in ways if each.target == stage.code), None)
    if way is None:
        names = [target.name for each in ways if (target := definition.stage(each.target))]
        message = _("From %(now)s a matter cannot go to %(stage)s. Possible: %(names)s.")
        words = {"now": current.stage, "stage": stage, "names": ", ".join(names) or _("none")}
        raise DomainError("matter.stage_unreachable", message % words, field="stage")
    if _is_closed(current.stage) and way.reason == Reason.REQUIRED and not reason.strip():
        message = _("Say why the matter is reopened.")
        raise DomainError("matter.reason_missing", message, field="reason")
    move(current, way.code, actor=actor, reason=reason)
    current.refresh_from_db()
    return current


def enter(matter: Matter, entering: Entering, *, actor: User) -> None:
    """Write the stage on the matter; called by the workflow in its transaction, which keeps the passage."""
    old, stage = matter.stage, Stage.objects.get(code=entering.stage.code)
    if entering.previous is not None:
        matter.stage = stage
        if _is_closed(stage) != _is_closed(old):
            matter.closed_on = max(clock.today(), matter.opened_on) if _is_closed(stage) else None
        matter.version += 1
        matter.save(update_fields=["stage", "closed_on", "version"])
    if _is_closed(stage):
        drop_next_action(matter, actor=actor)


def keep_stages(definition: Definition) -> None:
    """A workflow of matters is published: filters and lists know its stages from then on.

    Raises DomainError when a stage means something else for the matters that are in it now.
    """
    known = {stage.code: stage for stage in Stage.objects.select_for_update()}
    last = Stage.objects.aggregate(last=Max("position"))["last"] or 0
    for position, each in enumerate(definition.stages, last + 1):
        stage = known.get(each.code)
        if stage is None:
            Stage.objects.create(
                code=each.code, name=each.name[:60], position=position, category=each.category
            )
        elif stage.category != each.category:
            message = _("Stage “%(name)s” is %(category)s in another workflow of matters. Name it apart.")
            words = {"name": each.name, "category": stage.get_category_display().lower()}
            raise DomainError("matter.stage_category", message % words)
        elif stage.name != each.name:
            stage.name = each.name[:60]
            stage.save(update_fields=["name"])


def _is_closed(stage: Stage) -> bool:
    return stage.category == StageCategory.CLOSED
