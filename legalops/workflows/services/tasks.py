"""Tasks and checklists."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.calendars.selectors import default_calendar, working_time
from legalops.fields import registry as fields
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.web.nav import is_firm_user
from legalops.workflows import registry
from legalops.workflows.models import Run, Task, TaskTemplate, TaskTemplateItem, Tick
from legalops.workflows.selectors.people import people_of
from legalops.workflows.selectors.runs import definition_of


@transaction.atomic
def apply_template(record: Any, run: Run, template: TaskTemplate, *, actor: User) -> list[Task]:
    """Make the template's tasks that the record does not have yet: entering a stage again doubles none."""
    had = set(run.tasks.values_list("template_item_id", flat=True))
    items = [item for item in template.items.all() if item.pk not in had]
    hours = working_time(default_calendar()) if items else None
    made = []
    for item in items:
        due = hours.add_days(clock.today(), item.due_days) if hours and item.due_days is not None else None
        made.append(_task(run, item, _first_of(item, record, run), due))
    for task in made:
        after = {"task": task.title, "for": str(task.assignee or ""), "due": task.due_on}
        note(record, "workflows.task.made", actor=actor, after=after)
    return made


@transaction.atomic
def set_task_done(record: Any, task: Task, done: bool, *, actor: User) -> Task:
    """Finish a task, or take that back; the same answer twice is one change.

    The caller has found the record through `visible_to`. Raises NotAllowed (`require_may_change`).
    """
    registry.host_of(records.type_of(record).code).lock(record, actor=actor)
    require_may_change(record, task, actor=actor)
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if bool(row.done_at) == done:
        return row
    row.done_at, row.done_by = (clock.now(), actor) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    action = "workflows.task.done" if done else "workflows.task.reopened"
    note(record, action, actor=actor, after={"task": row.title})
    return row


@transaction.atomic
def reassign_task(record: Any, task: Task, person: User | None, *, actor: User) -> Task:
    """Give an open task to somebody else, or to nobody; the same person again changes nothing.

    Raises NotAllowed (`require_may_change`), Conflict for a finished task, DomainError (field "person") for
    somebody who is gone or does not see the record.
    """
    registry.host_of(records.type_of(record).code).lock(record, actor=actor)
    require_may_change(record, task, actor=actor)
    row = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=task.pk)
    if row.done_at is not None:
        raise Conflict("workflow.task_done", _("It is finished. Reopen it first."))
    if person is not None:
        _require_sees(person, record)
    if row.assignee == person:
        return row
    before, row.assignee = str(row.assignee or ""), person
    row.save(update_fields=["assignee"])
    after = {"task": row.title, "for": str(person or "")}
    note(record, "workflows.task.reassigned", actor=actor, before={"for": before}, after=after)
    return row


def may_change(record: Any, task: Task, person: User) -> bool:
    """Whether the person may finish the task or give it away: it is theirs, or they may edit its record."""
    if person.is_system or task.assignee_id == person.pk:
        return True
    return fields.host_of(records.type_of(record).code).may_edit(person, record)


def require_may_change(record: Any, task: Task, *, actor: User) -> None:
    """Raises NotAllowed for a task that is somebody else's business."""
    if not may_change(record, task, actor):
        message = _("“%s” is for whoever has it, and for those who may edit its record.")
        raise NotAllowed("workflow.not_your_task", message % task.title)


def _require_sees(person: User, record: Any) -> None:
    seen = records.type_of(record).rows().visible_to(person).filter(pk=record.pk)
    if not person.is_active or is_firm_user(person) or not seen.exists():
        message = _("%s does not see this record. Choose somebody who does.")
        raise DomainError("workflow.task_unseen", message % person, field="person")


@transaction.atomic
def set_ticked(record: Any, item: str, ticked: bool, *, actor: User) -> None:
    """Tick a line of the present stage's checklist off, or take that back.

    Raises Conflict when the stage has no such line (any more).
    """
    kind = records.type_of(record).code
    record = registry.host_of(kind).lock(record, actor=actor)
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


def applied_words(made: list[Task]) -> str:
    """What applying a template did."""
    if not made:
        return _("All its tasks were there already.")
    words = ngettext("%(n)s task made: %(titles)s.", "%(n)s tasks made: %(titles)s.", len(made))
    return words % {"n": len(made), "titles": "; ".join(task.title for task in made)}


def _first_of(item: TaskTemplateItem, record: Any, run: Run) -> User | None:
    people = people_of(item.who, record, run.record_type)
    return people[0] if people else None


def _task(run: Run, item: TaskTemplateItem, assignee: User | None, due: Any) -> Task:
    return Task.objects.create(
        run=run, title=item.title, assignee=assignee, due_on=due, made_at=clock.now(), template_item=item
    )
