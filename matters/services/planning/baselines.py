"""Baselines: the plan as it stands, kept for ever (features.md 3.05)."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import PlanState
from matters.models import BaselineRow, Matter, Plan, PlanBaseline, PlanTask
from matters.selectors.plans import sheet_of
from matters.services.planning.guards import locked_plan


@transaction.atomic
def take_baseline(matter: Matter, *, name: str, reason: str, actor: User) -> PlanBaseline:
    """Keep every task's days as they are now. The first one baselines the plan, later ones re-baseline it.

    Raises NotFound, NotAllowed, DomainError without a name or a reason, or for an empty plan.
    """
    plan = locked_plan(matter, actor=actor)
    rows = [row for row in sheet_of(plan).rows if row.state != PlanState.CANCELLED]
    _refuse_empty(name, reason, rows)
    number = (plan.baselines.values_list("number", flat=True).first() or 0) + 1
    baseline = PlanBaseline.objects.create(
        plan=plan,
        matter=plan.matter,
        number=number,
        name=name.strip(),
        reason=reason.strip(),
        taken_at=clock.now(),
        taken_by=actor,
        ends_on=max(row.finishes_on for row in rows),
    )
    BaselineRow.objects.bulk_create([_kept(baseline, row) for row in rows], batch_size=500)
    _tell(plan, baseline, rows, actor=actor)
    return baseline


def _refuse_empty(name: str, reason: str, rows: list[PlanTask]) -> None:
    if not rows:
        raise DomainError("plan.empty", _("The plan has no tasks yet. Add some first."))
    if not name.strip():
        raise DomainError("plan.baseline_name", _("Give the baseline a name."), field="name")
    if not reason.strip():
        raise DomainError("plan.baseline_reason", _("Say why it is taken now."), field="reason")


def _kept(baseline: PlanBaseline, row: PlanTask) -> BaselineRow:
    return BaselineRow(
        baseline=baseline,
        plan_task=row,
        title=row.title,
        phase_code=row.phase.code,
        kind=row.kind,
        starts_on=row.starts_on,
        finishes_on=row.finishes_on,
        effort_hours=row.effort_hours,
    )


def _tell(plan: Plan, baseline: PlanBaseline, rows: list[PlanTask], *, actor: User) -> None:
    """The ledger's events for the KPIs of plans and milestones (domain/kpis.md §1.2, PM-01, PM-06)."""
    action = "matters.plan.baselined" if baseline.number == 1 else "matters.plan.rebaselined"
    after = {"baseline": baseline.name, "version": baseline.number, "target_close": baseline.ends_on}
    record(plan.matter, action, actor=actor, after=after, reason=baseline.reason)
    for row in rows:
        if row.is_milestone:
            told = {"task": row.title, "due": row.finishes_on, "version": baseline.number}
            record(plan.matter, "matters.milestone.baselined", actor=actor, after=told)
