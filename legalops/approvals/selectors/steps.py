"""The steps of a published policy with the people they mean for one record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.approvals import registry
from legalops.approvals.engine import Candidate, StepRule
from legalops.approvals.enums import StepMode, Who
from legalops.approvals.selectors.people import Looking, active_people

Stored = Mapping[str, Any]


def rules_of(content: Stored, looking: Looking) -> list[StepRule]:
    """The engine's rules; people are looked up only when planning comes to them."""
    return [rule_of(step, looking) for step in content["steps"]]


def rule_of(step: Stored, looking: Looking) -> StepRule:
    """One step."""
    return StepRule(
        position=step["position"],
        label=label_of(step),
        mode=step["mode"],
        people=_Lazily(step, looking),
        otherwise=_otherwise(step, looking),
        demanded=_demanded(step),
        skip_if_nobody=step["skip_if_nobody"],
        by_authority=step["who"] == Who.AUTHORITY,
        number=step["number"],
    )


def label_of(step: Stored) -> str:
    """The step in a few words."""
    return _("Step %s") % step["number"]


class _Lazily:
    """People of a step, looked up one after the other each time they are asked for."""

    def __init__(self, step: Stored, looking: Looking) -> None:
        self._step, self._looking = step, looking

    def __iter__(self) -> Iterator[Candidate]:
        return iter(_people(self._step, self._looking))


def _people(step: Stored, looking: Looking) -> Iterable[Candidate]:
    match step["who"]:
        case Who.PEOPLE:
            why = _("is named by the policy.")
            people = {one.pk: one for one in User.objects.filter(pk__in=step["people"])}
            return (looking.candidate(people[pk], why) for pk in step["people"] if pk in people)
        case Who.ROLE:
            role = Role.objects.filter(code=step["role"]).first()
            why = _("is %s.") % (role.name if role else step["role"])
            return (looking.candidate(one, why) for one in with_role(step["role"]))
        case Who.TEAM:
            team = Team.objects.filter(pk=step["team"]).first()
            why = _("is of the team %s.") % team
            return (looking.candidate(one, why) for one in of_team(step["team"]))
        case Who.RELATION:
            relation = registry.relation(step["relation"])
            return looking.related(relation) if relation else ()
    return ()


def _otherwise(step: Stored, looking: Looking) -> Iterable[Candidate]:
    relation = registry.relation(step["otherwise"]) if step["otherwise"] else None
    return looking.related(relation, instead=True) if relation else ()


def _demanded(step: Stored) -> int | None:
    if step["mode"] == StepMode.N_OF:
        return int(step["needed"] or 1)
    if step["mode"] == StepMode.ALL:
        return len(step["people"]) if step["who"] == Who.PEOPLE else None
    return 1


def with_role(code: str) -> list[User]:
    """Everyone who has the role and still works here."""
    return active_people(User.objects.filter(role_assignments__role__code=code).distinct())


def of_team(pk: int) -> list[User]:
    """Everyone of the team who still works here."""
    return active_people(User.objects.filter(teams=pk))
