"""Schedules of periodic work as a section of the configuration's files."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.plain import save_row
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError

_CRON = ("minute", "hour", "day_of_week", "day_of_month", "month_of_year", "timezone")
_FIELDS = ("task", "enabled", "description", "every", "cron", "args", "kwargs")


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Schedules")
    sections.register(
        Section("schedules", label, "name", _FIELDS, export_schedules, save_schedule, order=200)
    )


def export_schedules() -> list[Item]:
    """Every scheduled task: `every` as "5 seconds", or `cron` with its parts."""
    rows = PeriodicTask.objects.filter(one_off=False).select_related("interval", "crontab").order_by("name")
    return [_exported(row) for row in rows if row.interval or row.crontab]


def save_schedule(name: str, item: Item, actor: User) -> None:
    """Add or change a scheduled task. Raises DomainError for a time that cannot be read."""
    values = {key: value for key, value in item.items() if key not in ("every", "cron")}
    if item.get("every"):
        values |= {"interval": _interval(item["every"]), "crontab": None}
    elif item.get("cron"):
        values |= {"crontab": _crontab(item["cron"]), "interval": None}
    save_row(PeriodicTask, {"name": name}, values, actor=actor)


def _exported(row: PeriodicTask) -> Item:
    plain = {key: getattr(row, key) for key in ("name", "task", "enabled", "description", "args", "kwargs")}
    every = f"{row.interval.every} {row.interval.period}" if row.interval else None
    cron = {part: str(getattr(row.crontab, part)) for part in _CRON} if row.crontab else None
    return plain | {"every": every, "cron": cron}


def _interval(text: object) -> IntervalSchedule:
    number, _space, period = str(text).partition(" ")
    if not number.isdecimal() or int(number) < 1 or period not in dict(IntervalSchedule.PERIOD_CHOICES):
        known = ", ".join(dict(IntervalSchedule.PERIOD_CHOICES))
        message = _("Write it as “5 minutes”, in one of: %s.") % known
        raise DomainError("configuration.schedule", message, field="every")
    return IntervalSchedule.objects.get_or_create(every=int(number), period=period)[0]


def _crontab(parts: object) -> CrontabSchedule:
    unknown = sorted(set(parts) - set(_CRON)) if isinstance(parts, dict) else ["…"]
    if unknown:
        message = _("Name its parts: %s.") % ", ".join(_CRON)
        raise DomainError("configuration.schedule", message, field="cron")
    found = CrontabSchedule.objects.filter(**parts).first()
    return found or _new_crontab(parts)


def _new_crontab(parts: dict[str, str]) -> CrontabSchedule:
    schedule = CrontabSchedule(**parts)
    try:
        schedule.full_clean()
    except ValidationError as error:
        raise DomainError("configuration.schedule", " ".join(error.messages), field="cron") from None
    schedule.save()
    return schedule
