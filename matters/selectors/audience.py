"""Who can see a matter, person by person and why: the answer behind the confidentiality badge."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.web import formats
from matters.models import Matter, ScreenedPerson
from matters.selectors.people import unscreened
from matters.selectors.walls import open_glass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone of the department who can see the matter, and by what."""

    person: User
    because: str


def viewers_of(matter: Matter) -> list[Viewer]:
    """Everyone of the department for whom `visible_to` shows this matter, by name.

    It asks the same questions the other way round; a test holds the two against each other.
    """
    by_glass = [
        Viewer(grant.user, _("Has broken the glass until %s") % formats.instant(grant.expires_at))
        for grant in open_glass(matter)
    ]
    standing = standing_viewers(matter)
    known = {viewer.person.pk for viewer in standing} | _screened(matter)
    return standing + [viewer for viewer in by_glass if viewer.person.pk not in known]


def standing_viewers(matter: Matter) -> list[Viewer]:
    """Those who see the matter by their own standing, and so may be given work on it."""
    members = {m.user_id: str(m.get_role_display()) for m in matter.members.all()}
    team = set(matter.team.members.values_list("pk", flat=True)) if matter.team_id else set()
    found = ((person, _why(person, matter, members, team)) for person in unscreened(matter))
    return [Viewer(person, why) for person, why in found if why]


def screened_off(matter: Matter) -> list[ScreenedPerson]:
    """People behind a standing wall of this matter."""
    rows = ScreenedPerson.objects.filter(wall__matter=matter, wall__lifted_at__isnull=True)
    return list(rows.select_related("user", "wall").order_by("user__full_name"))


def _screened(matter: Matter) -> set[int]:
    return {one.user_id for one in screened_off(matter)}


def _why(person: User, matter: Matter, members: dict[int, str], team: set[int]) -> str:
    if person.pk in members:
        return members[person.pk]
    if matter.restricted:
        return ""
    if person.sees_all:
        return _("Sees every matter that is not restricted")
    return _("Team %s") % matter.team if person.pk in team else ""
