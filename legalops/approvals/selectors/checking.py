"""The steps of a policy in the shape in which the engine finds their faults."""

from django.utils.translation import gettext as _

from legalops.approvals import registry
from legalops.approvals.engine import StepShape
from legalops.approvals.enums import Who
from legalops.approvals.models import Policy, PolicyStep
from legalops.approvals.selectors.steps import of_team, with_role
from legalops.kernel import records


def shapes_of(policy: Policy) -> list[StepShape]:
    """The steps as they are edited now, with how many people they name today."""
    rows = (
        policy.steps.order_by("position", "pk")
        .select_related("role", "team", "escalates_to")
        .prefetch_related("people")
    )
    return [_shape(number, step, policy.record_type) for number, step in enumerate(rows, 1)]


def _shape(number: int, step: PolicyStep, kind: str) -> StepShape:
    whom, people, gone = _named(step, kind)
    if step.escalates_to is not None and not step.escalates_to.is_active:
        gone = (*gone, str(step.escalates_to))
    return StepShape(
        number=number,
        who=step.who,
        mode=step.mode,
        whom=whom,
        needed=step.needed,
        people=people,
        gone=gone,
        escalates_after=step.escalates_after,
        escalates=bool(step.escalates_to_id or step.escalates_to_role_id),
    )


def _named(step: PolicyStep, kind: str) -> tuple[str, int | None, tuple[str, ...]]:
    """Whom the step names in words, how many, and who of them has left."""
    match step.who:
        case Who.PEOPLE:
            everyone = list(step.people.all())
            gone = tuple(str(one) for one in everyone if not one.is_active)
            return _("named"), len(everyone), gone
        case Who.ROLE:
            if step.role is None:
                return _("named: choose a role"), 0, ()
            return _("given the role %s") % step.role, len(with_role(step.role.code)), ()
        case Who.TEAM:
            if step.team is None:
                return _("named: choose a team"), 0, ()
            return _("of the team %s") % step.team, len(of_team(step.team.pk)), ()
        case Who.RELATION:
            found = registry.relation(step.relation)
            if found is None or not found.suits(records.find(kind).model):
                return _("named: choose a part that suits this kind of record"), 0, ()
    return "", None, ()
