"""Templates that a matter can be planned from, and how far a plan has come from its own."""

from dataclasses import dataclass, field

from django.db.models import Q

from matters.enums import PlanState, TemplateState
from matters.models import Matter, Plan, PlanTemplateVersion
from matters.plan.templates import TemplateFaults, TemplateTask, read_template


def templates_for(matter: Matter) -> list[PlanTemplateVersion]:
    """Published versions that suit the matter's type, those for every type last."""
    own = Q(template__matter_types=matter.matter_type_id)
    every = Q(template__matter_types=None)
    rows = PlanTemplateVersion.objects.filter(state=TemplateState.PUBLISHED, template__is_active=True)
    found = rows.filter(own | every).select_related("template").distinct()
    return sorted(found, key=lambda each: each.template.name)


@dataclass(slots=True)
class Drift:
    """What differs between a plan and the template it began from, by title."""

    added: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    newer: bool = False

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.left_out or self.changed)


def drift_of(plan: Plan, rows: list) -> Drift | None:
    """A plan against its template's version; none where it began from none. `rows` are `PlanTask`s."""
    if plan.template is None:
        return None
    try:
        tasks = {task.key: task for task in read_template(plan.template.document).tasks}
    except TemplateFaults:
        return None
    found = Drift(newer=plan.template.state == TemplateState.RETIRED)
    for row in rows:
        task = tasks.pop(row.template_key, None)
        if row.state == PlanState.CANCELLED:
            found.left_out.append(row.title)
        elif task is None:
            found.added.append(row.title)
        elif _differs(row, task):
            found.changed.append(row.title)
    found.left_out += [task.title for task in tasks.values()]
    return found


def _differs(row, task: TemplateTask) -> bool:
    return (row.title, row.days, row.effort_hours) != (task.title, task.days, task.hours)
