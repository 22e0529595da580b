"""A person's key dates for their calendar."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from legalops.accounts.models import User
from legalops.notifications.calendars import Entry
from matters.models import KeyDate, Matter

# More would make a calendar unreadable and its program slow.
MOST = 2_000


def key_dates_of(user: User, since: date) -> Iterator[Entry]:
    """Open key dates that the person owns or that belong to matters they work on, and that they may see."""
    mine = Q(owner=user) | Q(matter__in=Matter.objects.of(user).values("pk"))
    rows = KeyDate.objects.visible_to(user).filter(mine, date__gte=since, done_at__isnull=True)
    for row in rows.select_related("matter", "owner").order_by("date", "pk")[:MOST]:
        yield Entry(
            uid=f"key-date-{row.pk}",
            on=row.date,
            title=f"{row.name} ({row.matter.number})",
            text=f"{row.matter}\n{row.owner}",
            url=reverse("matters:dates", args=[row.matter.number]),
        )
