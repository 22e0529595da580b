"""People of the department, who may be asked or decide for others."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from legalops.access import capabilities as can
from legalops.accounts.models import User

_FIRM = Q(role_assignments__role__capabilities__overlap=[can.PORTAL_VIEW, can.PORTAL_SUBMIT])


def colleagues(without: Collection[int | None] = ()) -> QuerySet[User]:
    """Everyone with a role who still works here, by name; nobody of a firm."""
    rows = User.objects.filter(is_active=True, is_system=False, role_assignments__isnull=False)
    of_firms = User.objects.filter(_FIRM).values("pk")
    return rows.exclude(pk__in=of_firms).exclude(pk__in=[pk for pk in without if pk]).distinct()
