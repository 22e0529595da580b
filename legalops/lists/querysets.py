"""Who sees which saved view and setting."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of, roles_of
from legalops.lists.enums import Sharing

_OUTSIDE = frozenset({can.PORTAL_SUBMIT, can.PORTAL_VIEW})


def is_staff(user) -> bool:
    """Whether the person works in the department: outside counsel share nothing and get nothing shared."""
    return bool(capabilities_of(user) - _OUTSIDE)


def configures(user) -> bool:
    """Whether views of the department are this person's to change."""
    return can.CONFIGURE in capabilities_of(user)


class SavedViewQuerySet(ScopedQuerySet):
    """A view is its owner's, and theirs with whom it is shared."""

    def standing(self) -> Self:
        """Those that were not deleted."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user) -> Self:
        """Own views; in the department those shared with everybody, a role or a team of theirs; and all views
        without owner for whoever configures the product.
        """
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        own = Q(owner=user.pk)
        if not is_staff(user):
            return self.standing().filter(own)
        if configures(user):
            own |= Q(owner__isnull=True)
        # Subqueries, not joins: a view shared with two roles of a person is one view.
        through_roles = self.model.roles.through.objects.filter(role__code__in=list(roles_of(user)))
        through_teams = self.model.teams.through.objects.filter(team__members=user.pk)
        return self.standing().filter(
            own
            | Q(sharing=Sharing.EVERYBODY)
            | Q(sharing=Sharing.ROLES, pk__in=through_roles.values("savedview"))
            | Q(sharing=Sharing.TEAMS, pk__in=through_teams.values("savedview"))
        )


class OwnQuerySet(ScopedQuerySet):
    """Settings are their person's alone."""

    def visible_to(self, user) -> Self:
        """The person's own."""
        return self.filter(person=user.pk)


class RunQuerySet(ScopedQuerySet):
    """A bulk change names records as its maker saw them, so it is its maker's alone."""

    def visible_to(self, user) -> Self:
        """The person's own."""
        return self.filter(created_by=user.pk)


class ItemQuerySet(ScopedQuerySet):
    """Rows of bulk changes."""

    def visible_to(self, user) -> Self:
        """Those of the person's own changes."""
        return self.filter(run__created_by=user.pk)
