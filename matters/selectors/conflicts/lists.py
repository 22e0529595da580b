"""Checks as lists show them."""

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from matters.enums import CheckState
from matters.models import ConflictCheck, ConflictWaiver


def check_rows(user) -> QuerySet[ConflictCheck]:
    """Checks the person may see, with what is checked in words."""
    number = Coalesce(F("matter__number"), F("request__number"))
    name = Coalesce(F("matter__name"), F("request__title"))
    return ConflictCheck.objects.visible_to(user).annotate(
        number=number,
        subject_name=name,
        about=Concat(number, Value(" "), name),
        lead=F("matter__lead__full_name"),
    )


def waiting_for(user) -> int:
    """Open checks that the person may conclude."""
    if not has_capability(user, can.CONFLICTS_REVIEW):
        return 0
    return ConflictCheck.objects.visible_to(user).filter(state=CheckState.OPEN).count()


def waiver_rows(user) -> QuerySet[ConflictWaiver]:
    """Waivers the person may see, the next to end first."""
    rows = ConflictWaiver.objects.visible_to(user)
    return rows.select_related("hit__check_of__matter", "hit__check_of__request", "owner", "letter").order_by(
        F("expires_on").asc(nulls_last=True), "pk"
    )


def undecided(check: ConflictCheck) -> int:
    """Hits of the last run that wait for a decision; for whoever may decide them."""
    return check.hits.aggregate(n=Count("pk", filter=Q(current=True, decision="pending")))["n"]
