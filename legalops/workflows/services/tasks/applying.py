"""The tasks of a template."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.audit.services import record as note
from legalops.kernel import clock
from legalops.workflows.models import Run, Task, TaskTemplate, TaskTemplateItem
from legalops.workflows.selectors.people import people_of
from legalops.workflows.selectors.tasks import hours_of
from legalops.workflows.services.tasks.telling import tell_applied


@transaction.atomic
def apply_template(record: Any, run: Run, template: TaskTemplate, *, actor: User) -> list[Task]:
    """Make the template's tasks that the record does not have yet: entering a stage again doubles none.

    Each owner is told once of all that is theirs.
    """
    had = set(run.tasks.values_list("template_item_id", flat=True))
    items = [item for item in template.items.all() if item.pk not in had]
    hours = hours_of(run) if items else None
    made = []
    for item in items:
        due = hours.add_days(clock.today(), item.due_days) if hours and item.due_days is not None else None
        made.append(_task(run, item, _first_of(item, record, run), due, actor))
    for task in made:
        after = {"task": task.title, "for": str(task.assignee or ""), "due": task.due_on}
        note(record, "workflows.task.made", actor=actor, after=after)
    tell_applied(record, made, actor=actor)
    return made


def applied_words(made: list[Task]) -> str:
    """What applying a template did."""
    if not made:
        return _("All its tasks were there already.")
    words = ngettext("%(n)s task made: %(titles)s.", "%(n)s tasks made: %(titles)s.", len(made))
    return words % {"n": len(made), "titles": "; ".join(task.title for task in made)}


def _first_of(item: TaskTemplateItem, record: Any, run: Run) -> User | None:
    people = people_of(item.who, record, run.record_type)
    return people[0] if people else None


def _task(run: Run, item: TaskTemplateItem, assignee: User | None, due: Any, actor: User) -> Task:
    return Task.objects.create(
        run=run,
        title=item.title,
        assignee=assignee,
        due_on=due,
        priority=item.priority,
        made_at=clock.now(),
        made_by=actor,
        template_item=item,
    )
