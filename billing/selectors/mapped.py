"""What was mapped: numbers and ids of firms with what they mean, the newest first."""

from django.db.models import Q, QuerySet

from matters.models import MatterNumber
from vendors.models import Firm, TimekeeperAlias

SHOWN = 100


def mapped_numbers(user, text: str = "") -> QuerySet[MatterNumber]:
    """Numbers that lead to matters this person may see; by part of the number, the firm or the matter."""
    rows = (
        MatterNumber.objects.visible_to(user).filter(firm__in=_firms(user)).select_related("firm", "matter")
    )
    if text:
        rows = rows.filter(
            Q(number_key__icontains=text)
            | Q(firm__name__icontains=text)
            | Q(matter__number__icontains=text)
            | Q(matter__name__icontains=text)
        )
    return rows.order_by("-pk")


def mapped_people(user, text: str = "") -> QuerySet[TimekeeperAlias]:
    """Other ids of people; by part of the id, the firm or the name."""
    rows = TimekeeperAlias.objects.visible_to(user).select_related("firm", "timekeeper")
    if text:
        rows = rows.filter(
            Q(code_key__icontains=text)
            | Q(firm__name__icontains=text)
            | Q(timekeeper__last_name__icontains=text)
            | Q(timekeeper__code__icontains=text)
        )
    return rows.order_by("-pk")


def _firms(user):
    return Firm.objects.visible_to(user).values("pk")
