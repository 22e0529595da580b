"""Lines of a stage's checklist."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict
from legalops.workflows.models import Run, Tick
from legalops.workflows.selectors.runs import definition_of
from legalops.workflows.services.tasks.guards import locked_record


@transaction.atomic
def set_ticked(record: Any, item: str, ticked: bool, *, actor: User) -> None:
    """Tick a line of the present stage's checklist off, or take that back.

    Raises Conflict when the stage has no such line (any more).
    """
    kind = records.type_of(record).code
    record = locked_record(record, actor=actor)
    run = Run.objects.select_for_update(of=("self",)).get(record_type=kind, record_id=record.pk)
    stage = definition_of(run).stage(run.stage)
    if stage is None or item not in stage.checklist:
        raise Conflict("workflow.no_such_item", _("“%s” is not on the checklist of this stage.") % item)
    rows = Tick.objects.filter(run=run, visit=run.visit, item=item)
    if rows.exists() == ticked:
        return
    if ticked:
        Tick.objects.create(run=run, visit=run.visit, item=item, done_by=actor, done_at=clock.now())
    else:
        rows.delete()
    action = "workflows.checklist.ticked" if ticked else "workflows.checklist.unticked"
    note(record, action, actor=actor, after={"item": item, "stage": stage.name})
