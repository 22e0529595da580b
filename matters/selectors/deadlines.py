"""Deadlines over all matters: the list, what waits, the docket of a day, and matters that nobody watches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils.text import capfirst

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.models import AuditEvent
from legalops.kernel import clock
from legalops.web import formats
from matters.models import Engagement, KeyDate, Matter
from matters.querysets import KeyDateQuerySet, MatterQuerySet

WEEK = timedelta(7)
QUIET_DAYS = 30


def deadline_rows(user: User) -> KeyDateQuerySet:
    """The key dates a person may see, with what a row shows: one query for the page."""
    return KeyDate.objects.visible_to(user).select_related(
        "matter", "owner", "backup", "verified_by", "follows"
    )


def due_for(user: User, until: date) -> KeyDateQuerySet:
    """Open dates that the person keeps or stands in for, up to a day; the overdue ones too."""
    return deadline_rows(user).open().of_person(user).filter(date__lte=until)


def due_count(user: User) -> int:
    """How many: exactly the rows of the list's first tab."""
    return due_for(user, clock.today() + WEEK).count()


def owners_seen_by(user: User) -> QuerySet[User]:
    """People who keep a date that this person may see."""
    kept = KeyDate.objects.visible_to(user).values("owner_id")
    return User.objects.filter(pk__in=kept).order_by("full_name")


@dataclass(frozen=True, slots=True)
class DocketDay:
    """A day of the docket sheet."""

    day: date
    rows: list[KeyDate]

    @property
    def title(self) -> str:
        """Today, Sun 29 Nov."""
        return capfirst(formats.day_exact_relative(self.day))


def docket(user: User, first: date, days: int, *, own: bool) -> list[DocketDay]:
    """What is to be kept from a day on, by day and time; the overdue stands before it on its own days."""
    rows = deadline_rows(user).open().filter(date__gte=first, date__lt=first + timedelta(days))
    rows = rows.of_person(user) if own else rows
    ordered = rows.order_by("date", F("time").asc(nulls_first=True), "matter__number", "pk")
    return [DocketDay(day, list(group)) for day, group in groupby(ordered, key=lambda row: row.date)]


def overdue(user: User, before: date, *, own: bool) -> list[KeyDate]:
    """Open dates before a day, the oldest first."""
    rows = deadline_rows(user).open().filter(date__lt=before)
    return list((rows.of_person(user) if own else rows).order_by("date", "pk")[:100])


BilledSince = Callable[[Any, date], QuerySet]
_billed: list[BilledSince] = []


def register_billed_since(matters: BilledSince) -> None:
    """Declare who knows on which matters an invoice came: `matters(user, since)` gives their keys."""
    _billed[:] = [matters]


def radar_rows(user: User) -> MatterQuerySet:
    """Open matters a person may see, with what the radar tells of them; days are the reader's."""
    rows = Matter.objects.visible_to(user).open().filter(stage__category="open")
    events = AuditEvent.objects.filter(subject_type="matters.matter", subject_id=OuterRef("pk"))
    last = events.order_by("-id").values("occurred_at")[:1]
    return (
        rows.select_related("matter_type", "stage", "lead")
        .with_next_date()
        .annotate(last_activity=TruncDate(Subquery(last)))
    )


def undated(rows: MatterQuerySet) -> MatterQuerySet:
    """Matters with nothing planned."""
    coming = KeyDate.objects.filter(matter=OuterRef("pk"), done_at__isnull=True)
    return rows.filter(~Exists(coming))


def unowned(rows: MatterQuerySet) -> MatterQuerySet:
    """Matters whose lead, or the owner of an open date, works here no longer."""
    left = KeyDate.objects.filter(matter=OuterRef("pk"), done_at__isnull=True, owner__is_active=False)
    return rows.filter(Q(lead__is_active=False) | Exists(left))


def quiet(rows: MatterQuerySet, days: int = QUIET_DAYS) -> MatterQuerySet:
    """Matters on which nothing was recorded in so many days."""
    since = clock.now() - timedelta(days)
    recent = AuditEvent.objects.filter(
        subject_type="matters.matter", subject_id=OuterRef("pk"), occurred_at__gte=since
    )
    return rows.filter(~Exists(recent), opened_on__lt=since.date())


def unbilled(rows: MatterQuerySet, user: User, days: int = QUIET_DAYS) -> MatterQuerySet:
    """Matters with a firm at work and no invoice in so many days; none for who may not see invoices."""
    if not _billed or not has_capability(user, can.INVOICES_VIEW):
        return rows.none()
    since = clock.today() - timedelta(days)
    engaged = Engagement.objects.filter(matter=OuterRef("pk"), ended_on__isnull=True, started_on__lt=since)
    return rows.filter(Exists(engaged)).exclude(pk__in=_billed[0](user, since))


def radar_count(user: User) -> int:
    """Matters without a next date: exactly the rows of the radar's first tab."""
    return undated(Matter.objects.visible_to(user).filter(stage__category="open")).count()
