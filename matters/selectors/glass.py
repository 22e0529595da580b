"""A person's own break-glass access."""

from django.db.models import QuerySet

from legalops.accounts.models import User
from matters.models import BreakGlassGrant


def own_grants(user: User) -> QuerySet[BreakGlassGrant]:
    """What the person opened for themself, ended or not: they named the matter, so its number tells nothing
    new once it is hidden again.
    """
    return BreakGlassGrant.objects.filter(user=user).select_related("matter", "user")
