"""Business calendars as a section of the configuration's files, their own days among them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.calendars.models import BusinessCalendar
from legalops.calendars.services import DAY_FIELDS, FIELDS, days_by_date, save_calendar, set_days
from legalops.configuration import naming, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError

_DAYS = "days"


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Business calendars")
    sections.register(Section("calendars", label, "code", (*FIELDS, _DAYS), export, save, order=30))


def export() -> list[Item]:
    """Every calendar with the days that differ."""
    rows = BusinessCalendar.objects.order_by("code").prefetch_related("days")
    return [
        {"code": row.code, **{name: getattr(row, name) for name in FIELDS}, _DAYS: _days(row)} for row in rows
    ]


@transaction.atomic
def save(code: str, item: Item, actor: User) -> None:
    """Add or change the calendar; named days replace all it has. Raises DomainError naming the field."""
    given = {name: value for name, value in item.items() if name != _DAYS}
    if unfit := [name for name, value in given.items() if not isinstance(value, str | bool)]:
        raise DomainError("configuration.value", _("Write text in quotes."), field=unfit[0])
    calendar = save_calendar(code, given, actor=actor)
    if _DAYS in item:
        rows = naming.listed(item, _DAYS, ("date", *DAY_FIELDS))
        days = days_by_date({**row, "date": _date(row.get("date"))} for row in rows)
        set_days(calendar, days, only=True, actor=actor)


def _days(row: BusinessCalendar) -> list[Item]:
    return [
        {"date": str(day.date), **{name: getattr(day, name) for name in DAY_FIELDS}} for day in row.days.all()
    ]


def _date(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        message = _("“%s” is no date. Write it as 2026-12-24.") % text
        raise DomainError("configuration.value", message, field=_DAYS) from None
