"""Definitions as rows: for who configures or audits all of them, for others those of fields they see."""

from typing import Any

from django.db.models import QuerySet

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.fields.catalogue import catalogue
from legalops.fields.models import FieldDefinition
from legalops.fields.registry import uses_the_portal
from legalops.fields.visibility import sees

KNOW_ALL = frozenset({can.CONFIGURE, can.AUDIT_VIEW})


def knows_all(user: Any) -> bool:
    """Whether the person knows every definition: they tell of no record."""
    return user.is_system or bool(capabilities_of(user) & KNOW_ALL)


def definitions_for(user: Any) -> QuerySet[FieldDefinition]:
    """Definitions that the person may read, with owner and choices."""
    rows = FieldDefinition.objects.select_related("owner", "owner_team").prefetch_related("choices")
    if knows_all(user):
        return rows
    if uses_the_portal(user):
        return rows.none()
    seen = [each.pk for each in catalogue() if not each.retired and sees(user, each)]
    return rows.filter(pk__in=seen)
