"""Schedules of periodic work: what ships in code, and what administrators make of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.jobs.models import Job, Schedule
from legalops.jobs.registry import Periodic, periodics
from legalops.jobs.services.enqueueing import enqueue
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

FIELDS = ("paused", "every_seconds", "at")


def install_schedules() -> None:
    """A row for every periodic job there is none for; those that are there stay as they are."""
    Schedule.objects.bulk_create([Schedule(name=each.name) for each in periodics()], ignore_conflicts=True)


def kept(shipped: Iterable[Periodic]) -> list[Periodic]:
    """The jobs that are not paused, each as administrators keep it."""
    rows = {row.name: row for row in Schedule.objects.all()}
    found = [(each, rows.get(each.name)) for each in shipped]
    return [_as_kept(each, row) for each, row in found if row is None or not row.paused]


@transaction.atomic
def change_schedule(schedule: Schedule, given: Mapping[str, Any], *, actor: User) -> Schedule:
    """Pause or resume work, or move it. Raises DomainError naming the field that does not suit the work."""
    current = Schedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)
    before = state_of(current)
    for name in FIELDS:
        if name in given:
            setattr(current, name, given[name])
    _require_sound(current)
    after = state_of(current)
    if after != before:
        current.changed_by, current.changed_at = actor, clock.now()
        current.save()
        record(current, "jobs.schedule.changed", actor=actor, before=before, after=after)
    return current


@transaction.atomic
def run_now(schedule: Schedule, *, actor: User) -> Job:
    """Start the work at once, paused or not; a run that waits or works absorbs this one."""
    if _shipped(schedule.name) is None:
        raise DomainError("jobs.gone", _("This work is no longer part of the product."))
    record(schedule, "jobs.schedule.run", actor=actor)
    return enqueue(schedule.name, key="periodic", again=True)


def next_run(schedule: Schedule, now: datetime | None = None) -> datetime | None:
    """When the next period begins; None while it is paused or for work that is gone."""
    shipped = _shipped(schedule.name)
    if shipped is None or schedule.paused:
        return None
    periodic, now = _as_kept(shipped, schedule), now or clock.now()
    if periodic.at is None:
        epoch = datetime(1970, 1, 1, tzinfo=now.tzinfo)
        return epoch + ((now - epoch) // periodic.every + 1) * periodic.every
    zone = ZoneInfo(settings.REPORTING_TIME_ZONE)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), periodic.at, zone)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), periodic.at, zone)


def shipped_words(name: str) -> str:
    """The shipped schedule in words."""
    shipped = _shipped(name)
    if shipped is None:
        return _("no longer part of the product")
    if shipped.at is not None:
        return _("daily at %s") % shipped.at.strftime("%H:%M")
    return _every(shipped.every)


def _every(period: timedelta) -> str:
    seconds = round(period.total_seconds())
    if seconds % 60:
        return ngettext("every second", "every %(count)d seconds", seconds) % {"count": seconds}
    minutes = seconds // 60
    return ngettext("every minute", "every %(count)d minutes", minutes) % {"count": minutes}


def state_of(schedule: Schedule) -> dict[str, Any]:
    """The schedule as the ledger keeps it."""
    at = schedule.at.isoformat("minutes") if schedule.at else None
    return {"paused": schedule.paused, "every_seconds": schedule.every_seconds, "at": at}


def _as_kept(periodic: Periodic, row: Schedule | None) -> Periodic:
    if row is None:
        return periodic
    if periodic.at is not None:
        return replace(periodic, at=row.at or periodic.at)
    if row.every_seconds:
        return replace(periodic, every=timedelta(seconds=row.every_seconds))
    return periodic


def check_schedule(name: str, at: time | None, every_seconds: int | None) -> None:
    """Raise DomainError with the field that does not suit the work of this name."""
    shipped = _shipped(name)
    if shipped and shipped.at is None and at is not None:
        message = _("This work runs many times a day: say every how many seconds.")
        raise DomainError("jobs.at", message, field="at")
    if shipped and shipped.at is not None and every_seconds is not None:
        raise DomainError("jobs.every", _("This work runs daily: say at what time."), field="every_seconds")


def _shipped(name: str) -> Periodic | None:
    return next((each for each in periodics() if each.name == name), None)


def _require_sound(schedule: Schedule) -> None:
    check_schedule(schedule.name, schedule.at, schedule.every_seconds)
    try:
        schedule.full_clean()
    except ValidationError as faulty:
        field, faults = next(iter(faulty.message_dict.items()))
        raise DomainError(f"jobs.{field}", " ".join(faults), field=field) from None
