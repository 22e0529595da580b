"""Keeping business calendars: the one that ships, changes of any, and many days of their own at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.calendars.models import WEEKDAYS, BusinessCalendar, CalendarDay
from legalops.kernel.errors import DomainError

FIELDS = ("name", "zone", *WEEKDAYS, "country", "region", "is_default")
DAY_FIELDS = ("name", "hours")


def install_default() -> None:
    """Make the office's calendar where there is none: weekdays nine to five in the reporting zone."""
    if not BusinessCalendar.objects.exists():
        BusinessCalendar.objects.create(
            code="office",
            name=_("Office hours"),
            zone=settings.REPORTING_TIME_ZONE,
            country="US" if settings.REPORTING_TIME_ZONE.startswith("America/") else "",
            is_default=True,
        )


@transaction.atomic
def save_calendar(code: str, given: Mapping[str, Any], *, actor: User) -> BusinessCalendar:
    """Change the calendar of this code, or add it. Made the default, it takes that from the one before.

    Raises DomainError naming the field for a zone, country, region or hours nobody knows, and when the
    default would be none.
    """
    row = BusinessCalendar.objects.select_for_update().filter(code=code).first()
    before = _state(row) if row else None
    row = row or BusinessCalendar(code=code)
    for name in FIELDS:
        if name in given:
            setattr(row, name, given[name])
    _settle_default(row, was_default=bool(before and before["is_default"]), actor=actor)
    _check(row)
    after = _state(row)
    if before == after:
        return row
    row.save()
    changed = [name for name in after if before is None or after[name] != before[name]]
    record(
        row,
        "calendars.calendar.changed" if before else "calendars.calendar.added",
        actor=actor,
        before={name: before[name] for name in changed} if before else None,
        after={name: after[name] for name in changed},
    )
    return row


@transaction.atomic
def set_days(
    calendar: BusinessCalendar, days: Mapping[date, Mapping[str, str]], *, actor: User, only: bool = False
) -> list[CalendarDay]:
    """Add or change days of the calendar's own, each with its name and hours (none is closed).

    With `only` all other days of its own go. Raises DomainError naming the day that cannot be.
    """
    BusinessCalendar.objects.select_for_update().get(pk=calendar.pk)
    held = {row.date: row for row in calendar.days.all()}
    before = {str(day): _told(row) for day, row in held.items()}
    gone = [row for day, row in held.items() if only and day not in days]
    kept = [_day(calendar, day, given, held.get(day)) for day, given in days.items()]
    after = {str(row.date): _told(row) for row in kept}
    changed = {day: told for day, told in after.items() if before.get(day) != told}
    if not changed and not gone:
        return kept
    CalendarDay.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for row in kept:
        if str(row.date) in changed:
            row.save()
    lost = {str(row.date): before[str(row.date)] for row in gone}
    was = {day: before[day] for day in changed if day in before} | lost
    record(calendar, "calendars.days.changed", actor=actor, before=was, after=changed)
    return kept


def _settle_default(row: BusinessCalendar, *, was_default: bool, actor: User) -> None:
    if was_default and not row.is_default:
        message = _("One calendar has to be the default. Make another one the default instead.")
        raise DomainError("calendar.default", message, field="is_default")
    if row.is_default and not was_default:
        for other in BusinessCalendar.objects.filter(is_default=True):
            other.is_default = False
            other.save(update_fields=["is_default"])
            told = {"before": {"is_default": True}, "after": {"is_default": False}}
            record(other, "calendars.calendar.changed", actor=actor, **told)


def _day(
    calendar: BusinessCalendar, day: date, given: Mapping[str, str], held: CalendarDay | None
) -> CalendarDay:
    row = held or CalendarDay(calendar=calendar, date=day, name="")
    for name in DAY_FIELDS:
        if name in given:
            setattr(row, name, given[name])
    try:
        _check(row)
    except DomainError as refusal:
        raise DomainError(refusal.code, f"{day}: {refusal.message}", field="days") from None
    return row


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise DomainError("calendar.value", " ".join(sentences), field=field) from None


def _state(row: BusinessCalendar) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _told(row: CalendarDay) -> dict[str, str]:
    return {name: getattr(row, name) for name in DAY_FIELDS}


def days_by_date(rows: Iterable[Mapping[str, Any]]) -> dict[date, Mapping[str, str]]:
    """Days as `set_days` takes them. Raises DomainError for a date given twice."""
    found: dict[date, Mapping[str, str]] = {}
    for row in rows:
        if row["date"] in found:
            raise DomainError("calendar.day_twice", _("%s is given twice.") % row["date"], field="days")
        found[row["date"]] = {name: row[name] for name in DAY_FIELDS if name in row}
    return found
