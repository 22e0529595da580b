"""Starting a record on its workflow and moving it: one door, one transaction, a row per passage."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.workflows import registry
from legalops.workflows.machine import Definition, Reason, Stage, Transition, read
from legalops.workflows.models import Passage, Run, WorkflowVersion
from legalops.workflows.registry import Entering
from legalops.workflows.selectors.runs import Move, begun_run, future_run, judged, situation_of
from legalops.workflows.selectors.versions import published_for, sub_type_of
from legalops.workflows.services import clocks
from legalops.workflows.services.automation import run_entry_actions


@transaction.atomic
def start(record: Any, *, actor: User, stage: str = "") -> Run:
    """Put a new record on the published workflow of its type, in its first stage (or `stage`).

    A record that runs already stays where it is. Entry actions run, SLA clocks start.
    Raises DomainError "workflow.missing" when none is published.
    """
    kind = records.type_of(record).code
    existing = Run.objects.filter(record_type=kind, record_id=record.pk).first()
    if existing is not None:
        return existing
    version = published_for(kind, sub_type_of(record))
    definition = read(version.definition)
    first = (definition.stage(stage) if stage else None) or definition.start
    run = begun_run(record, kind, version, first)
    run.save()
    passage = _pass(run, version, None, None, first, actor=actor, reason="")
    _enter(record, run, first, None, definition, actor=actor, reason="")
    if action := registry.host_of(kind).started:
        note(record, action, actor=actor, after={"stage": first.name, "workflow": str(version)})
    clocks.start_clocks(record, run, actor=actor)
    clocks.after_entering(record, run, first, None, actor=actor)
    run_entry_actions(record, run, passage, first, actor=actor)
    return run


def adopt(record: Any) -> Run:
    """The run of a record, made where the record came before its workflow: in the stage it is in.

    Nothing is done or recorded: it only becomes known which version the record is on.
    """
    kind = records.type_of(record).code
    found = Run.objects.select_for_update(of=("self",)).select_related("version__workflow")
    run = found.filter(record_type=kind, record_id=record.pk).first()
    if run is not None:
        return run
    run = future_run(record)
    run.save()
    return run


@transaction.atomic
def move(record: Any, transition: str, *, actor: User, reason: str = "", seen_stage: str = "") -> Passage:
    """Make a transition by its code.

    `seen_stage`, where given, is the stage the person was looking at. Raises NotFound when the actor may not
    see the record, NotAllowed when they may not make the move, Conflict when the record has moved on,
    DomainError for an unmet guard or a missing reason (field "reason").
    """
    kind = records.type_of(record).code
    record = registry.host_of(kind).lock(record, actor=actor)
    run = adopt(record)
    definition, now = read(run.version.definition), run.stage
    stage = definition.stage(now)
    if seen_stage and seen_stage != now:
        message = _("Someone moved this on meanwhile: it is in “%s” now. Look again before you go on.")
        raise Conflict("workflow.moved_on", message % run.stage_name)
    way = next((each for each in definition.leaving(now) if each.code == transition), None)
    if stage is None or way is None:
        raise Conflict("workflow.no_such_move", _no_such_move(run, definition))
    _refuse(judged(way, definition, situation_of(record, run, stage, actor)))
    reason = _checked_reason(way, reason)
    return _move(record, run, way, definition, actor=actor, reason=reason)


def _move(
    record: Any, run: Run, way: Transition, definition: Definition, *, actor: User, reason: str
) -> Passage:
    previous, target = definition.stage(run.stage), definition.stage(way.target)
    if target is None:
        raise DomainError("workflow.no_stage", _("The workflow has no stage “%s”.") % way.target)
    passage = _pass(run, run.version, way, previous, target, actor=actor, reason=reason)
    _into(run, target)
    _enter(record, run, target, previous, definition, actor=actor, reason=reason)
    note(
        record,
        registry.host_of(run.record_type).moved,
        actor=actor,
        before={"stage": previous.name if previous else ""},
        after={"stage": target.name},
        occurred_at=passage.occurred_at,
        reason=reason,
    )
    clocks.after_entering(record, run, target, previous, actor=actor)
    run_entry_actions(record, run, passage, target, actor=actor)
    return passage


def _refuse(move: Move) -> None:
    if move.only:
        raise NotAllowed("workflow.not_yours", move.only)
    if move.missing:
        raise DomainError("workflow.guard", move.why_not)


def _checked_reason(way: Transition, reason: str) -> str:
    reason = reason.strip()
    if way.reason == Reason.NOT_ASKED:
        return ""
    if not reason:
        if way.reason == Reason.REQUIRED:
            raise DomainError("workflow.reason_missing", _("Say why."), field="reason")
        return ""
    if way.reasons and reason not in way.reasons:
        message = _("“%(reason)s” is not one of the reasons: %(known)s.")
        known = ", ".join(way.reasons)
        raise DomainError("workflow.reason", message % {"reason": reason, "known": known}, field="reason")
    return reason


def _no_such_move(run: Run, definition: Definition) -> str:
    ways = ", ".join(each.label for each in definition.leaving(run.stage)) or _("none")
    message = _("From “%(stage)s” that move cannot be made. Possible: %(ways)s.")
    return message % {"stage": run.stage_name, "ways": ways}


def _into(run: Run, stage: Stage) -> None:
    now = clock.now()
    run.stage, run.stage_name, run.category = stage.code, stage.name, stage.category
    run.visit, run.entered_at, run.closed_at = run.visit + 1, now, now if stage.is_closed else None
    run.save(update_fields=["stage", "stage_name", "category", "visit", "entered_at", "closed_at"])


def _pass(
    run: Run,
    version: WorkflowVersion,
    way: Transition | None,
    previous: Stage | None,
    target: Stage,
    *,
    actor: User,
    reason: str,
) -> Passage:
    now = clock.now()
    return Passage.objects.create(
        run=run,
        version=version,
        transition=way.code if way else "",
        label=way.label if way else "",
        from_stage=previous.code if previous else "",
        from_name=previous.name if previous else "",
        to_stage=target.code,
        to_name=target.name,
        actor=actor,
        reason=reason,
        occurred_at=now,
        spent=now - run.entered_at if previous else None,
    )


def _enter(
    record: Any,
    run: Run,
    stage: Stage,
    previous: Stage | None,
    definition: Definition,
    *,
    actor: User,
    reason: str,
) -> None:
    position = definition.stages.index(stage) + 1 if stage in definition.stages else 0
    entering = Entering(stage, previous, position, reason, run.entered_at, definition)
    registry.host_of(run.record_type).enter(record, entering, actor=actor)
