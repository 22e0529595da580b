"""What is done on entering a stage: each action in a savepoint of its own, each with its row in the log.

An action that fails does not undo the move: people see what failed and why, and an administrator runs it
again.
"""

from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict, DomainError
from legalops.workflows import registry
from legalops.workflows.enums import ActionState
from legalops.workflows.machine import Action, Stage
from legalops.workflows.models import ActionRun, Passage, Run


def run_entry_actions(record: Any, run: Run, passage: Passage, stage: Stage, *, actor: User) -> None:
    """Do the stage's actions in order, inside the transaction of the passage."""
    for position, action in enumerate(stage.actions):
        state, effect, error = _attempt(record, run, action, actor)
        ActionRun.objects.create(
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
        if state == ActionState.FAILED:
            after = {"action": action.kind, "error": error}
            note(record, "workflows.action.failed", actor=actor, after=after)


@transaction.atomic
def replay(action_run: ActionRun, *, actor: User) -> ActionRun:
    """Run a failed action again, with the input it had. Raises Conflict when it has been done meanwhile."""
    # The record before its run, as a move takes them: the other way round two could wait for each other.
    found = Run.objects.get(passages=action_run.passage_id)
    rows = records.find(found.record_type).rows().select_for_update(of=("self",))
    record = rows.filter(pk=found.record_id).first()
    if record is None:
        raise DomainError("workflow.record_gone", _("The record is no longer there."))
    run = Run.objects.select_for_update(of=("self",)).get(pk=found.pk)
    row = ActionRun.objects.select_for_update(of=("self",)).get(pk=action_run.pk)
    if row.state == ActionState.DONE:
        raise Conflict("workflow.action_done", _("It has been done meanwhile."))
    row.state, row.effect, row.error = _attempt(record, run, Action(row.kind, row.given), actor)
    row.attempts, row.ran_at, row.ran_by = row.attempts + 1, clock.now(), actor
    row.save(update_fields=["state", "effect", "error", "attempts", "ran_at", "ran_by"])
    after = {"action": row.kind, "state": row.state}
    note(record, "workflows.action.replayed", actor=actor, after=after)
    return row


def _attempt(record: Any, run: Run, action: Action, actor: User) -> tuple[str, str, str]:
    kind = registry.actions(run.record_type).get(action.kind)
    if kind is None:
        return ActionState.FAILED, "", _("There is no action “%s”.") % action.kind
    try:
        with transaction.atomic():
            effect = kind.perform(record, run, action.settings, actor)
    except DomainError as error:
        return ActionState.FAILED, "", error.message
    except (DatabaseError, LookupError, ValueError) as error:
        return ActionState.FAILED, "", f"{type(error).__name__}: {error}"[:500]
    return ActionState.DONE, effect, ""
