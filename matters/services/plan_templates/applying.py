"""A matter planned from a template: looked at first, then made in one go."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel.errors import Conflict
from legalops.workflows.selectors.people import in_role
from matters.enums import PlanTaskKind, TemplateState
from matters.models import Matter, Plan, PlanDependency, PlanTask, PlanTemplateVersion
from matters.plan import Activity, Link, Network, WorkDays, schedule
from matters.plan.templates import TemplateDocument, TemplateTask, read_template
from matters.services.guards import may_see
from matters.services.planning import TaskPlan, make_plan
from matters.services.planning.making import add_to, own_phase


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A task of the template on this matter."""

    task: TemplateTask
    owner: User | None
    starts_on: date
    finishes_on: date


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """What applying would make."""

    document: TemplateDocument
    rows: list[PlannedRow]
    ends_on: date | None


def preview_template(matter: Matter, version: PlanTemplateVersion, starts_on: date) -> TemplatePreview:
    """Every task with its owner and days; nothing is written."""
    document = read_template(version.document)
    days = _days(starts_on)
    number = {task.key: at for at, task in enumerate(document.tasks)}
    activities = [
        Activity(number[task.key], task.days, not_before=_offset(task, days)) for task in document.tasks
    ]
    links = [
        Link(number[w.key], number[task.key], w.kind, w.lag) for task in document.tasks for w in task.after
    ]
    found = schedule(Network(activities, links), days, starts_on)
    owners = _owners(matter)
    rows = [
        PlannedRow(task, owners.get(task.owner), place_.starts_on, place_.finishes_on)
        for at, task in enumerate(document.tasks)
        for place_ in (found.places[at],)
    ]
    return TemplatePreview(document, rows, found.ends_on)


@transaction.atomic
def apply_template(matter: Matter, version: PlanTemplateVersion, *, starts_on: date, actor: User) -> Plan:
    """Make the matter's plan from a template's published version.

    Raises NotFound, NotAllowed, Conflict where the matter has a plan already or the version is no longer the
    published one.
    """
    if version.state != TemplateState.PUBLISHED:
        raise Conflict("plan_template.unpublished", _("This version is not the published one. Look again."))
    plan = make_plan(matter, starts_on=starts_on, actor=actor)
    plan.template = version
    plan.save(update_fields=["template"])
    document, days, owners = read_template(version.document), _days(starts_on), _owners(plan.matter)
    phases = {code: own_phase(plan, code, name, actor=actor) for code, name in document.phases}
    wanted = [
        TaskPlan(
            title=task.title,
            phase=phases[task.phase],
            owner=owners.get(task.owner),
            kind=PlanTaskKind.MILESTONE if task.milestone else PlanTaskKind.TASK,
            days=task.days,
            effort_hours=task.hours,
            code=task.code,
            not_before=_offset(task, days),
            template_key=task.key,
        )
        for task in document.tasks
    ]

    def links(rows: list[PlanTask]) -> list[PlanDependency]:
        by_key = {row.template_key: row for row in rows}
        return [
            PlanDependency(
                plan=plan, before=by_key[w.key], after=by_key[task.key], kind=w.kind, lag_days=w.lag
            )
            for task in document.tasks
            for w in task.after
        ]

    add_to(plan, wanted, links=links, actor=actor)
    after = {"template": str(version.template), "version": version.number, "tasks": len(wanted)}
    record(plan.matter, "matters.plan.template_applied", actor=actor, after=after)
    return plan


def _days(starts_on: date) -> WorkDays:
    return WorkDays(starts_on, working_time(default_calendar()).is_business_day)


def _offset(task: TemplateTask, days: WorkDays) -> date | None:
    return None if task.offset is None else days.day(task.offset)


def _owners(matter: Matter) -> dict[str, User]:
    """Who has each role on the matter; where nobody has, the lead."""
    found = {"lead": matter.lead}
    for member in matter.members.select_related("user").order_by("pk"):
        if member.user.is_active:
            found.setdefault(member.role, member.user)
    if "lpm" not in found:
        manager = next((each for each in in_role("legal_project_manager") if may_see(each, matter)), None)
        found |= {"lpm": manager} if manager else {}
    fallback = dict.fromkeys(("backup", "attorney", "paralegal", "lpm"), matter.lead)
    return fallback | found
