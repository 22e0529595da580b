"""Key dates for calendars: a person's own, or those of one matter; and the files a date may stand in."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from legalops.accounts.models import User
from legalops.files.models import File
from legalops.files.querysets import FileQuerySet
from legalops.kernel.texts import fits
from legalops.notifications.calendars import Entry
from matters.models import KeyDate, Matter
from matters.querysets import KeyDateQuerySet

# More would make a calendar unreadable and its program slow.
MOST = 2_000


def key_dates_of(user: User, since: date) -> Iterator[Entry]:
    """Open key dates that the person keeps or stands in for, or of matters they work on; those they see."""
    mine = Q(owner=user) | Q(backup=user) | Q(matter__in=Matter.objects.of(user).values("pk"))
    return _entries(_seen(user, since).filter(mine))


def key_dates_on(user: User, since: date, number: str) -> Iterator[Entry]:
    """Open key dates of one matter; none of a matter that the person may not see."""
    if not fits(number):
        return iter(())
    return _entries(_seen(user, since).filter(matter__number__iexact=number))


def files_on(matter: Matter) -> FileQuerySet:
    """The files of a matter that a date of it may name as its source."""
    return File.objects.of(matter).filter(removed_at=None)


def _seen(user: User, since: date) -> KeyDateQuerySet:
    return KeyDate.objects.visible_to(user).open().filter(date__gte=since)


def _entries(rows: KeyDateQuerySet) -> Iterator[Entry]:
    for row in rows.select_related("matter", "owner").order_by("date", "pk")[:MOST]:
        yield Entry(
            uid=f"key-date-{row.pk}",
            on=row.date,
            title=f"{row.name} ({row.matter.number})",
            text=f"{row.matter}\n{row.owner}",
            url=reverse("matters:dates", args=[row.matter.number]),
            at=row.due_at(settings.REPORTING_TIME_ZONE) if row.time else None,
        )
