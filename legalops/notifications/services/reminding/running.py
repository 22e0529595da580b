"""Running rules: each once a day at its time, or when somebody asks.

Running one twice, in two processes or after a kill, tells nobody twice: a notification is stored once per
(rule, record, date, rung, recipient).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.notifications import registry
from legalops.notifications.kinds import REMINDER, REMINDER_ESCALATED
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.notifying import Word, tell
from legalops.notifications.services.reminding.drafting import Drafting

AT_ONCE = 1_000
Beat = Callable[[int], None]


def run_due_rules(beat: Beat = lambda told: None) -> int:
    """Run every active rule whose time has come and that has not run today; how many words were told."""
    now = clock.now().astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE))
    waiting = ReminderRule.objects.filter(is_active=True, at__lte=now.time()).exclude(planned_on=now.date())
    return sum(run_rule(rule, now.date(), beat) for rule in waiting)


def run_rule(rule: ReminderRule, today: date, beat: Beat = lambda told: None) -> int:
    """Tell all that is due under a rule on a day; how many words were told that had not been before."""
    drafting, told = Drafting(rule, today), 0
    for rows in _chunks(drafting.rows()):
        told += _tell(drafting, rows)
        beat(told)
    _note(rule, today, clock.now(), told)
    return told


@transaction.atomic
def run_now(rule: ReminderRule, *, actor: User) -> int:
    """Run a rule because somebody asked."""
    told = run_rule(rule, clock.today())
    record(rule, "notifications.reminder_rule.run", actor=actor, after={"told": told})
    return told


def allowed(words: Sequence[Word], drafting: Drafting) -> list[Word]:
    """The words whose recipient is in use and may see the record; a question per person, not per record."""
    people = User.objects.filter(is_active=True, is_system=False).in_bulk({w.recipient_id for w in words})
    asked: dict[int, set[int]] = {pk: set() for pk in people}
    for word in words:
        if word.recipient_id in asked:
            asked[word.recipient_id].add(word.subject_id)
    seen = {
        pk: set(drafting.type.rows().visible_to(people[pk]).filter(pk__in=ids).values_list("pk", flat=True))
        for pk, ids in asked.items()
    }
    return [word for word in words if word.subject_id in seen.get(word.recipient_id, ())]


@transaction.atomic
def _tell(drafting: Drafting, rows: Sequence[object]) -> int:
    drafts = drafting.drafts(rows)
    told = tell(registry.find(REMINDER), allowed(drafts.due, drafting))
    return told + tell(registry.find(REMINDER_ESCALATED), allowed(drafts.escalated, drafting))


def _note(rule: ReminderRule, today: date, at: datetime, told: int) -> None:
    ReminderRule.objects.filter(pk=rule.pk).update(planned_on=today, planned_at=at, told=told)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield list(rows.filter(pk__in=keys[start : start + AT_ONCE]))
