"""Dependencies: what waits for what, and no ring."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError
from matters.enums import LinkKind
from matters.models import Plan, PlanDependency, PlanTask
from matters.plan import Cycle
from matters.selectors.plans import sheet_of
from matters.services.planning.placing import ring_refused


@dataclass(frozen=True, slots=True)
class Wait:
    """Waits for the row of this key, by kind, with a lag in working days."""

    before: int
    kind: str = LinkKind.FINISH_START
    lag: int = 0


def require_no_ring(plan: Plan) -> None:
    """Raises DomainError (field "waits_for") naming the tasks that would wait for one another."""
    sheet = sheet_of(plan)
    try:
        sheet.network()
    except Cycle as ring:
        raise ring_refused(sheet, ring) from None


def write_waits(plan: Plan, row: PlanTask, waits: Iterable[Wait]) -> tuple[str, str] | None:
    """Replace what a row waits for; before and after in words, or nothing where nothing changed."""
    wanted = {wait.before: wait for wait in waits}
    had = {each.before_id: each for each in row.waits_for.select_related("before__task")}
    _refuse_strangers(plan, row, set(wanted))
    same = {key: Wait(key, each.kind, each.lag_days) for key, each in had.items()}
    if same == wanted:
        return None
    before = _words(row)
    row.waits_for.exclude(before__in=wanted).delete()
    for key, wait in wanted.items():
        PlanDependency.objects.update_or_create(
            before_id=key, after=row, defaults={"plan": plan, "kind": wait.kind, "lag_days": wait.lag}
        )
    require_no_ring(plan)
    return before, _words(row)


def _refuse_strangers(plan: Plan, row: PlanTask, keys: set[int]) -> None:
    if row.pk in keys:
        message = _("A task cannot wait for itself.")
        raise DomainError("plan.waits_for_itself", message, field="waits_for")
    known = set(plan.tasks.filter(pk__in=keys).values_list("pk", flat=True))
    if keys - known:
        message = _("Choose tasks of the same plan to wait for.")
        raise DomainError("plan.stranger", message, field="waits_for")


def _words(row: PlanTask) -> str:
    rows = row.waits_for.select_related("before__task").order_by("pk")
    return "; ".join(
        f"{each.before.title} ({each.kind}{f' {each.lag_days:+d}' if each.lag_days else ''})" for each in rows
    )
