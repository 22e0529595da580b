"""What every verb of plans asks before it changes one."""

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.glass import has_broken_glass
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from matters.models import Matter, Plan, PlanTask
from matters.services.guards import locked, may_see


def may_plan(user: User, matter: Matter) -> bool:
    """Whether the person keeps plans and sees the matter by their own standing."""
    if user.is_system:
        return True
    by_glass = has_broken_glass(user) and not may_see(user, matter)
    return has_capability(user, can.MATTERS_PLAN) and not by_glass


def require_may_plan(user: User, matter: Matter) -> None:
    """Raises NotAllowed for who does not keep plans."""
    if not may_plan(user, matter):
        message = _("Plans are kept by legal project managers and by those whose role has “Keep plans”.")
        raise NotAllowed("plan.not_yours", message)


def locked_matter(matter: Matter, *, actor: User) -> Matter:
    """The matter's present row, locked, for who may plan it. Raises NotFound, NotAllowed."""
    current = locked(matter, actor=actor)
    require_may_plan(actor, current)
    return current


def locked_plan(matter: Matter, *, actor: User, version: int | None = None) -> Plan:
    """The plan's present row, locked after its matter; `version` is what the person was looking at.

    Raises NotFound, NotAllowed, DomainError where there is no plan, Conflict when it changed meanwhile.
    """
    current = locked_matter(matter, actor=actor)
    plan = own_plan(current)
    if version is not None and version != plan.version:
        message = _("Somebody changed this plan meanwhile. Look at what would move now, then go on.")
        raise Conflict("plan.changed", message)
    return plan


def own_plan(matter: Matter) -> Plan:
    """The plan of a locked matter. Raises DomainError where there is none."""
    rows = Plan.objects.select_for_update(of=("self",)).select_related("calendar")
    plan = rows.filter(matter=matter).first()
    if plan is None:
        raise DomainError("plan.none", _("This matter has no plan yet. Make one first."))
    plan.matter = matter
    return plan


def require_open(row: PlanTask) -> None:
    """Raises Conflict for a task that has ended."""
    if row.task.cancelled_at is not None:
        raise Conflict("plan.task_cancelled", _("It is called off. Reopen it first."))
    if row.task.done_at is not None:
        raise Conflict("plan.task_done", _("It is finished. Reopen it first."))


def require_owner_or_planner(user: User, row: PlanTask) -> None:
    """Raises NotAllowed for who neither has the task nor keeps plans."""
    if row.task.assignee_id != user.pk and not may_plan(user, row.matter):
        message = _("“%s” is for whoever has it, and for those who keep plans.")
        raise NotAllowed("plan.not_your_task", message % row.title)
