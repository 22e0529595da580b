"""What every verb of the app asks before and after it changes a matter."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.glass import without_glass
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import DomainError, NotFound
from matters.models import Matter


def locked(matter: Matter, *, actor: User, allowed: Callable[[User, Matter], bool] | None = None) -> Matter:
    """The matter's present row, locked. Raises NotFound when the actor may not see it (any more).

    System actors work for everyone and see every matter. `allowed` replaces the question (`may_see`).
    """
    found = Matter.objects.select_for_update(of=("self",)).filter(pk=matter.pk).first()
    if found is None or not (allowed or may_see)(actor, found):
        raise NotFound("matter.not_found", _("There is no such matter."))
    return found


def may_see(user: User, matter: Matter) -> bool:
    """Whether the matter exists for this person by their own standing: broken glass gives nothing to do."""
    return user.is_system or Matter.objects.visible_to(without_glass(user)).filter(pk=matter.pk).exists()


def may_wall(user: User, matter: Matter) -> bool:
    """Whether the person may raise and lift walls here: they see it, or keep walls and are behind none.

    An administrator keeps walls without seeing matters.
    """
    keeps = has_capability(user, can.MATTERS_MANAGE_WALLS) and not is_screened(user, matter)
    return keeps or may_see(user, matter)


def refuse_losing_sight(matter: Matter, *, actor: User) -> None:
    """After a change: refuse it when its result is hidden from the actor (domain/house-styles.md §2)."""
    if not may_see(actor, matter):
        message = _(
            "With this change you could no longer see the matter yourself. "
            "Add yourself to it first, or ask a colleague who is on it."
        )
        raise DomainError("matter.out_of_sight", message)


def require_sight(person: User, matter: Matter, *, field: str) -> None:
    """A person given work on a matter must be able to see it. Raises DomainError otherwise."""
    if not person.is_active:
        message = _("%(person)s no longer works here. Choose someone else.")
        raise DomainError("matter.person_left", message % {"person": person}, field=field)
    if not may_see(person, matter):
        message = _("%(person)s cannot see this matter. Add them to the matter first.")
        raise DomainError("matter.person_cannot_see", message % {"person": person}, field=field)


def is_screened(person: User, matter: Matter) -> bool:
    """Whether a standing wall screens the person off this matter."""
    return matter.walls.filter(lifted_at__isnull=True, screened__user=person).exists()
