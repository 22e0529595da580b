"""What would change whether a person sees a matter: the shortest ways, in words."""

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.accounts.models import User
from matters.models import Matter


def changes_for(matter: Matter, person: User, *, sees: bool, denied: bool) -> list[str]:
    """Ways to the other answer; for a person of the department whose account is active."""
    if sees:
        return _ways_out(matter, person)
    ways = [_("Lift the wall that screens them.")] if denied else []
    return ways + ways_in(matter, person)


def ways_in(matter: Matter, person: User) -> list[str]:
    """What has to be given for a role, a team or membership to open the matter; empty if one does."""
    granted = capabilities_of(person)
    everything = can.MATTERS_VIEW_ALL in granted
    if not everything and can.MATTERS_VIEW_ASSIGNED not in granted:
        return [_("Give them a role that shows matters, for example Attorney.")]
    if matter.members.filter(user=person).exists():
        return []
    if matter.restricted:
        return [_("Put them on the matter."), _("Remove the restriction, if their role or team is to do.")]
    in_team = matter.team is not None and matter.team.members.filter(pk=person.pk).exists()
    if everything or in_team:
        return []
    return [_("Put them on the matter."), *_by_team(matter), _("Give them a role that shows every matter.")]


def _by_team(matter: Matter) -> list[str]:
    return [_("Add them to the team %s.") % matter.team] if matter.team else []


def _ways_out(matter: Matter, person: User) -> list[str]:
    ways = [_("Raise an ethical wall that screens them: it beats everything else.")]
    if matter.members.filter(user=person).exists():
        ways.append(_("Take them off the matter."))
    if not matter.restricted:
        ways.append(_("Restrict the matter to the people on it."))
    return ways
