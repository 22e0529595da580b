"""What is done on entering a stage: each action in a savepoint of its own, each with its row in the log.

An action that fails does not undo the move: people see what failed and why, and an administrator runs it
again.
"""

from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.automation.models import AutomationRun
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict, DomainError
from legalops.workflows import registry
from legalops.workflows.enums import ActionState
from legalops.workflows.machine import Action, Stage
from legalops.workflows.models import ActionRun, Passage, Run
from legalops.workflows.services.decisions import log_action, log_decision
from legalops.workflows.services.routing import NobodyFound, route


def run_entry_actions(record: Any, run: Run, passage: Passage, stage: Stage, *, actor: User) -> None:
    """Do the stage's actions in order, inside the transaction of the passage."""
    for position, action in enumerate(stage.actions):
        state, effect, error = _attempt(record, run, action, actor)
        row = ActionRun.objects.create(
            passage=passage,
            position=position,
            kind=action.kind,
            given=dict(action.settings),
            state=state,
            effect=effect,
            error=error,
            ran_at=clock.now(),
            ran_by=actor,
        )
        log_action(row, passage, actor=actor)
        if state == ActionState.FAILED:
            after = {"action": action.kind, "error": error}
            note(record, "workflows.action.failed", actor=actor, after=after)


@transaction.atomic
def replay(action_run: ActionRun, *, actor: User) -> ActionRun:
    """Run a failed action again, with the input it had. Raises Conflict when it has been done meanwhile."""
    # The record before its run, as a move takes them: the other way round two could wait for each other.
    found = Run.objects.get(passages=action_run.passage_id)
    held = records.find(found.record_type).rows().select_for_update(of=("self",))
    record = held.filter(pk=found.record_id).first()
    if record is None:
        raise DomainError("workflow.record_gone", _("The record is no longer there."))
    run = Run.objects.select_for_update(of=("self",)).get(pk=found.pk)
    rows = ActionRun.objects.select_for_update(of=("self",)).select_related("passage__run")
    row = rows.get(pk=action_run.pk)
    if row.state == ActionState.DONE:
        raise Conflict("workflow.action_done", _("It has been done meanwhile."))
    row.state, row.effect, row.error = _attempt(record, run, Action(row.kind, row.given), actor)
    row.attempts, row.ran_at, row.ran_by = row.attempts + 1, clock.now(), actor
    row.save(update_fields=["state", "effect", "error", "attempts", "ran_at", "ran_by"])
    log_action(row, row.passage, actor=actor)
    after = {"action": row.kind, "state": row.state}
    note(record, "workflows.action.replayed", actor=actor, after=after)
    return row


def act_again(run: AutomationRun, actor: User) -> None:
    """Run the entry action of a line of the automation log again. Raises what `replay` raises."""
    row = ActionRun.objects.filter(pk=(run.key or "").partition(":")[2] or None).first()
    if row is None:
        raise DomainError("workflow.record_gone", _("The record is no longer there."))
    replay(row, actor=actor)


def route_again(run: AutomationRun, actor: User) -> None:
    """Give the record of a line of the automation log to somebody after all.

    Raises DomainError when it is gone, or when there is still nobody.
    """
    record = (
        records.find(run.record_type).rows().select_for_update(of=("self",)).filter(pk=run.record_id).first()
    )
    if record is None:
        raise DomainError("workflow.record_gone", _("The record is no longer there."))
    routing = route(record, actor=actor)
    if routing.chosen is None:
        log_decision(record, routing, actor=actor)


def _attempt(record: Any, run: Run, action: Action, actor: User) -> tuple[str, str, str]:
    kind = registry.actions(run.record_type).get(action.kind)
    if kind is None:
        return ActionState.FAILED, "", _("There is no action “%s”.") % action.kind
    try:
        with transaction.atomic():
            effect = kind.perform(record, run, action.settings, actor)
    except NobodyFound as error:
        log_decision(record, error.routing, actor=actor, error=error.message)
        return ActionState.FAILED, "", error.message
    except DomainError as error:
        return ActionState.FAILED, "", error.message
    except (DatabaseError, LookupError, ValueError) as error:
        return ActionState.FAILED, "", f"{type(error).__name__}: {error}"[:500]
    return ActionState.DONE, effect, ""
