"""What a run of a reminder rule did, for the automation log: what was due, who was told, what was left out.

Numbers are whole; of what was left out as many are named as a person reads. People and records are kept by
key: whoever reads the log sees the names of those that they may see.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from legalops.automation.enums import Kind
from legalops.automation.services import Ran, log
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.notifying import Word
from legalops.notifications.services.reminding.drafting import Drafts

CONDITION, NOBODY, GONE, NOT_SEEN = "condition", "nobody", "gone", "not_seen"
_NAMED = 100


class Account:
    """The sums of one run, kept while it goes on."""

    def __init__(self) -> None:
        self.due = 0
        self.told: Counter[int] = Counter()
        self.reasons: Counter[str] = Counter()
        self.skipped: list[list[Any]] = []

    @property
    def total(self) -> int:
        """How many words were told."""
        return self.told.total()

    def count(self, right: int, told: Sequence[int]) -> None:
        """So many words were due to people who may read them, and these recipients were told one now."""
        self.due += right
        self.told.update(told)

    def skip(self, word: Word, why: str) -> None:
        """A word that its recipient does not get."""
        self.due += 1
        self._leave(word.subject_id, word.recipient_id, why)

    def left_out(self, drafts: Drafts) -> None:
        """Records that are due and of which nothing is said."""
        for why, keys in ((CONDITION, drafts.unmet), (NOBODY, drafts.nobody)):
            for key in keys:
                self._leave(key, None, why)

    def details(self) -> dict[str, Any]:
        """As the log keeps it."""
        words_skipped = self.reasons[GONE] + self.reasons[NOT_SEEN]
        return {
            "due": self.due,
            "told": self.total,
            "before": self.due - words_skipped - self.total,
            "people": self.told.most_common(_NAMED),
            "people_in_all": len(self.told),
            "reasons": dict(self.reasons),
            "skipped": self.skipped,
        }

    def _leave(self, record: int, person: int | None, why: str) -> None:
        self.reasons[why] += 1
        if len(self.skipped) < _NAMED:
            self.skipped.append([record, person, why])


def log_run(rule: ReminderRule, today: date, account: Account, *, actor: User | None) -> None:
    """A run that went through; it takes the place of one that failed for the same day."""
    log(_ran(rule, today, effect=_effect(account), account=account), actor=actor)


def log_failure(rule: ReminderRule, today: date, error: str, *, actor: User | None = None) -> None:
    """A run that could not be made; once for each day, however often it is tried."""
    log(_ran(rule, today, error=error), actor=actor)


def _ran(
    rule: ReminderRule, today: date, *, effect: str = "", error: str = "", account: Account | None = None
) -> Ran:
    return Ran(
        kind=Kind.REMINDER,
        rule_name=rule.name,
        rule_id=rule.pk,
        record_type=rule.record_type,
        given={"on": today.isoformat(), "version": rule.version},
        effect=effect,
        error=error,
        nothing=account is not None and not account.total,
        details=account.details() if account else {},
        key=f"{Kind.REMINDER}:{rule.pk}:{today.isoformat()}",
    )


def _effect(account: Account) -> str:
    people = len(account.told)
    told = ngettext("Told %(n)s reminder", "Told %(n)s reminders", account.total) % {"n": account.total}
    to = ngettext("to %s person", "to %s people", people) % people
    left = account.reasons.total()
    skipped = ngettext("%s left out", "%s left out", left) % left
    words = f"{told} {to}" if account.total else _("Nothing was to be told")
    return f"{words}, {skipped}." if left else f"{words}."
