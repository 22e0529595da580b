"""Running rules: each once a day at its time, or when somebody asks.

Running one twice, in two processes or after a kill, tells nobody twice: a notification is stored once per
(rule, record, date, rung, recipient).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.automation.models import AutomationRun
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from legalops.notifications import registry
from legalops.notifications.kinds import REMINDER, REMINDER_ESCALATED
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.notifying import Word, tell
from legalops.notifications.services.reminding.accounting import (
    GONE,
    NOT_SEEN,
    Account,
    log_failure,
    log_run,
)
from legalops.notifications.services.reminding.drafting import Drafting

AT_ONCE = 1_000
Beat = Callable[[int], None]


def run_due_rules(beat: Beat = lambda told: None) -> int:
    """Run every active rule whose time has come and that has not run today; how many words were told.

    A rule that cannot be run is logged, and tried again next time; the others run all the same.
    """
    now = clock.now().astimezone(ZoneInfo(settings.REPORTING_TIME_ZONE))
    waiting = ReminderRule.objects.filter(is_active=True, at__lte=now.time()).exclude(planned_on=now.date())
    return sum(_run_or_log(rule, now.date(), beat) for rule in waiting)


def run_again(run: AutomationRun, actor: User) -> None:
    """Run a rule for the day for which it could not be run; nobody is told twice.

    Raises DomainError when the rule is no longer there.
    """
    rule = ReminderRule.objects.filter(pk=run.rule_id).first()
    if rule is None:
        raise DomainError("reminders.gone", _("The rule is no longer there."))
    _run_or_log(rule, date.fromisoformat(run.given["on"]), actor=actor)


def _run_or_log(
    rule: ReminderRule, today: date, beat: Beat = lambda told: None, *, actor: User | None = None
) -> int:
    try:
        with transaction.atomic() if actor else nullcontext():
            return run_rule(rule, today, beat, actor=actor)
    except DomainError as refusal:
        log_failure(rule, today, refusal.message, actor=actor)
    except (LookupError, ValueError, TypeError) as fault:
        log_failure(rule, today, f"{type(fault).__name__}: {fault}"[:500], actor=actor)
    return 0


def run_rule(
    rule: ReminderRule, today: date, beat: Beat = lambda told: None, *, actor: User | None = None
) -> int:
    """Tell all that is due under a rule on a day; how many words were told that had not been before. The run
    is logged.
    """
    drafting, account = Drafting(rule, today), Account()
    for rows in _chunks(drafting.rows()):
        _tell(drafting, rows, account)
        beat(account.total)
    _note(rule, today, account, actor)
    return account.total


@transaction.atomic
def run_now(rule: ReminderRule, *, actor: User) -> int:
    """Run a rule because somebody asked."""
    told = run_rule(rule, clock.today(), actor=actor)
    record(rule, "notifications.reminder_rule.run", actor=actor, after={"told": told})
    return told


def allowed(
    words: Sequence[Word], drafting: Drafting, skipped: Callable[[Word, str], None] = lambda word, why: None
) -> list[Word]:
    """The words whose recipient is in use and may see the record; a question per person, not per record.

    `skipped` hears of each of the others, and why.
    """
    people = User.objects.filter(is_active=True, is_system=False).in_bulk({w.recipient_id for w in words})
    asked: dict[int, set[int]] = {pk: set() for pk in people}
    for word in words:
        if word.recipient_id in asked:
            asked[word.recipient_id].add(word.subject_id)
    seen = {
        pk: set(drafting.type.rows().visible_to(people[pk]).filter(pk__in=ids).values_list("pk", flat=True))
        for pk, ids in asked.items()
    }
    kept = []
    for word in words:
        if word.subject_id in seen.get(word.recipient_id, ()):
            kept.append(word)
        else:
            skipped(word, NOT_SEEN if word.recipient_id in people else GONE)
    return kept


@transaction.atomic
def _tell(drafting: Drafting, rows: Sequence[object], account: Account) -> None:
    drafts = drafting.drafts(rows)
    account.left_out(drafts)
    for kind, words in ((REMINDER, drafts.due), (REMINDER_ESCALATED, drafts.escalated)):
        right = allowed(words, drafting, account.skip)
        account.count(len(right), tell(registry.find(kind), right))


@transaction.atomic
def _note(rule: ReminderRule, today: date, account: Account, actor: User | None) -> None:
    run = ReminderRule.objects.filter(pk=rule.pk)
    run.update(planned_on=max(today, rule.planned_on or today), planned_at=clock.now(), told=account.total)
    log_run(rule, today, account, actor=actor)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield list(rows.filter(pk__in=keys[start : start + AT_ONCE]))
