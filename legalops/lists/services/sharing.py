"""With whom a view is shared."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.access.models import Role
from legalops.access.shipped import PORTAL_ROLES
from legalops.accounts.models import Team, User
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView
from legalops.lists.querysets import is_staff
from legalops.web.lists import ListSpec


@dataclass(frozen=True, slots=True)
class Shared:
    """With whom a view is shared: the roles or teams count for these kinds of sharing alone."""

    how: str = Sharing.PRIVATE
    roles: Sequence[Role] = ()
    teams: Sequence[Team] = ()


PRIVATE = Shared()


def refuse_sharing(spec: ListSpec, shared: Shared, owner: User | None, actor: User) -> None:
    """Raise DomainError or NotAllowed for sharing that is incomplete, or not this person's to give."""
    if owner is None:
        refuse_private(shared.how)
    if shared.how == Sharing.PRIVATE:
        return
    if spec.outside or not is_staff(actor):
        raise NotAllowed("views.sharing", _("Views of the portal are for yourself alone."))
    if shared.how == Sharing.ROLES and not shared.roles:
        raise DomainError("views.roles", _("Choose at least one role."), field="roles")
    if any(role.code in PORTAL_ROLES for role in shared.roles):
        raise DomainError("views.roles", _("Views are not shared with outside counsel."), field="roles")
    if shared.how == Sharing.TEAMS and not shared.teams:
        raise DomainError("views.teams", _("Choose at least one team."), field="teams")


def refuse_private(how: str) -> None:
    """Raise DomainError where a view of the department would be nobody's."""
    if how not in Sharing.values or how == Sharing.PRIVATE:
        message = _("A view of the department is for everybody, for roles or for teams.")
        raise DomainError("views.sharing", message, field="sharing")


def share_with(view: SavedView, shared: Shared) -> None:
    """Roles and teams, as far as this kind of sharing asks for them."""
    view.roles.set(shared.roles if shared.how == Sharing.ROLES else ())
    view.teams.set(shared.teams if shared.how == Sharing.TEAMS else ())
