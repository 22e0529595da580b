"""People of the department whom a form offers."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from legalops.access import capabilities as can
from legalops.access.models import RoleAssignment
from legalops.accounts.models import User
from matters.enums import MemberRole
from matters.models import Matter


def colleagues() -> QuerySet[User]:
    """Active people of the department whose role works with matters; adds sees_all and sees_assigned."""
    roles = RoleAssignment.objects.filter(user=OuterRef("pk"))
    people = User.objects.filter(is_active=True, is_system=False, firm_membership__isnull=True)
    return (
        people.annotate(
            sees_all=Exists(roles.filter(role__capabilities__contains=[can.MATTERS_VIEW_ALL])),
            sees_assigned=Exists(roles.filter(role__capabilities__contains=[can.MATTERS_VIEW_ASSIGNED])),
        )
        .filter(Q(sees_all=True) | Q(sees_assigned=True))
        .order_by("full_name", "pk")
    )


def unscreened(matter: Matter) -> QuerySet[User]:
    """Colleagues whom no standing wall screens off the matter."""
    screened = matter.walls.filter(lifted_at__isnull=True).values("screened__user")
    return colleagues().exclude(pk__in=screened.exclude(screened__user=None))


def project_managers(matter: Matter) -> list[User]:
    """Who manages the matter's plan and still works here, by name."""
    rows = matter.members.filter(role=MemberRole.LPM, user__is_active=True).select_related("user")
    return [row.user for row in rows.order_by("user__full_name", "user")]
