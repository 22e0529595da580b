"""What each of many people wishes for one kind, in two queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from legalops.accounts.models import User
from legalops.notifications.enums import Channel, Pace
from legalops.notifications.models import PersonalSchedule, Preference
from legalops.notifications.registry import Kind
from legalops.notifications.timing import Timetable


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether to show it in the product, at which pace to mail it, and the person's timetable."""

    in_app: bool
    email: str
    table: Timetable


def wishes_of(kind: Kind, user_ids: Iterable[int]) -> dict[int, Wish]:
    """The wish of each person; the kind's own channels where they made no choice."""
    wanted = list(user_ids)
    chosen = {row.user_id: row for row in Preference.objects.filter(kind=kind.code, user__in=wanted)}
    people = User.objects.filter(pk__in=wanted).select_related("notification_schedule")
    return {each.pk: _wish(kind, chosen.get(each.pk), timetable_of(each)) for each in people}


def timetable_of(person: User) -> Timetable:
    """The person's hours on the clock of their zone; no quiet hours for whoever stored none."""
    schedule: PersonalSchedule | None = getattr(person, "notification_schedule", None)
    if schedule is None:
        return Timetable(person.zone)
    return Timetable(
        person.zone,
        schedule.quiet_from,
        schedule.quiet_until,
        schedule.quiet_weekends,
        schedule.digest_at,
        schedule.digest_weekday,
    )


def default_of(kind: Kind) -> tuple[bool, str]:
    """In the product or not, and the pace of e-mail, for whoever has not chosen."""
    email = Pace.AT_ONCE if Channel.EMAIL in kind.channels else Pace.NEVER
    return Channel.IN_APP in kind.channels, email


def _wish(kind: Kind, choice: Preference | None, table: Timetable) -> Wish:
    in_app, email = (choice.in_app, choice.email) if choice else default_of(kind)
    return Wish(in_app, email, table)
