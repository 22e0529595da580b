"""Teams: made, renamed, and who is on them. Members see the matters of their team."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError
from legalops.signin.services.sessions import require_people_manager


@transaction.atomic
def make_team(name: str, *, members: Iterable[User] = (), actor: User) -> Team:
    """A new team. Raises NotAllowed, and DomainError for a name that another team has."""
    require_people_manager(actor)
    team = Team.objects.create(name=_free_name(name))
    team.members.set(members)
    record(team, "governance.team.made", actor=actor, after=_facts(team))
    return team


@transaction.atomic
def change_team(
    team: Team, *, name: str | None = None, members: Iterable[User] | None = None, actor: User
) -> Team:
    """Another name, or exactly these members. The same again is once; raises as `make_team`."""
    require_people_manager(actor)
    current = Team.objects.select_for_update().get(pk=team.pk)
    before = _facts(current)
    if name is not None and name.strip() != current.name:
        current.name = _free_name(name, but=current.pk)
        current.save(update_fields=["name"])
    if members is not None:
        current.members.set(members)
    after = _facts(current)
    if before != after:
        record(current, "governance.team.changed", actor=actor, before=before, after=after)
    return current


def _free_name(name: str, but: int | None = None) -> str:
    name = name.strip()
    if Team.objects.filter(name__iexact=name).exclude(pk=but).exists():
        raise DomainError("team.name_taken", _("There is a team called %s already.") % name, field="name")
    return name


def _facts(team: Team) -> dict[str, object]:
    return {"name": team.name, "members": sorted(str(one) for one in team.members.all())}
