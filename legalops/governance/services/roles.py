"""Roles and teams of one person, set together."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.administrators import refuse_last_administrator
from legalops.access.models import Role, RoleAssignment
from legalops.access.services import capabilities_of, give_role, take_role
from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.signin.services.sessions import require_people_manager


@transaction.atomic
def set_access(
    person: User,
    *,
    roles: Iterable[Role],
    teams: Iterable[Team],
    own_loss_confirmed: bool = False,
    actor: User,
) -> None:
    """Give and take so that the person has exactly these roles and teams, each change with its event.

    Raises DomainError for the last administrator, and for an administrator who would take the role from
    themself without confirming it.
    """
    require_people_manager(actor)
    roles = list(roles)
    refuse_giving_more(_new_to(person, roles), actor)
    wanted = {role.pk: role for role in roles}
    current = RoleAssignment.objects.filter(user=person).select_related("role", "user")
    dropped = [assignment for assignment in current if assignment.role_id not in wanted]
    refuse_giving_more([one.role for one in dropped if can.CONFIGURE in one.role.capabilities], actor)
    if _loses_configuring(person, wanted.values(), dropped):
        refuse_last_administrator(person)
        if person.pk == actor.pk and not own_loss_confirmed:
            message = _("You would no longer be an administrator. Tick the box below if you mean it.")
            raise DomainError("governance.own_role", message, field="confirm")
    for assignment in dropped:
        take_role(assignment, actor=actor)
    for role in wanted.values():
        give_role(person, role, actor=actor)
    _set_teams(person, list(teams), actor)


def refuse_giving_more(roles: Iterable[Role], actor: User) -> None:
    """Nobody gives away what they do not have, except who configures the product.

    Raises NotAllowed naming the role.
    """
    own = capabilities_of(actor)
    for role in roles if can.CONFIGURE not in own else ():
        if not own.issuperset(role.capabilities):
            message = _("The role %s may do more than you. Ask an administrator.")
            raise NotAllowed("governance.more_than_own", message % role)


def _new_to(person: User, roles: list[Role]) -> list[Role]:
    held = set(RoleAssignment.objects.filter(user=person).values_list("role_id", flat=True))
    return [role for role in roles if role.pk not in held]


def _loses_configuring(person: User, wanted: Iterable[Role], dropped: list[RoleAssignment]) -> bool:
    had = any(can.CONFIGURE in one.role.capabilities for one in dropped)
    return had and not any(can.CONFIGURE in role.capabilities for role in wanted)


def _set_teams(person: User, teams: list[Team], actor: User) -> None:
    before = sorted(str(team) for team in person.teams.all())
    after = sorted(str(team) for team in teams)
    if before == after:
        return
    person.teams.set(teams)
    record(person, "governance.teams.changed", actor=actor, before={"teams": before}, after={"teams": after})
