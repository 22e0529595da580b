"""From records to words: which are due today, for whom, and what is said. Nothing is stored here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from legalops.calendars.selectors import default_calendar, working_time
from legalops.kernel import conditions, records
from legalops.notifications.models import ReminderRule
from legalops.notifications.reminders import ladder, wording
from legalops.notifications.services.notifying import Word
from legalops.notifications.services.reminding.audiences import Audience, names_of
from legalops.notifications.services.reminding.fields import date_fields, related, word_of
from legalops.web import formats


@dataclass(frozen=True, slots=True)
class Drafts:
    """Words about some records: reminders, and what is escalated; and keys of the records that are due but
    of which nothing is said, since a condition does not hold, or nobody is meant.
    """

    due: list[Word] = field(default_factory=list)
    escalated: list[Word] = field(default_factory=list)
    unmet: list[int] = field(default_factory=list)
    nobody: list[int] = field(default_factory=list)


class Drafting:
    """A rule made ready for a day: what it needs is looked up once, then any number of records pass."""

    def __init__(self, rule: ReminderRule, today: date) -> None:
        self.rule, self.today = rule, today
        self.type = records.find(rule.record_type)
        self._fields = records.fields_of(rule.record_type)
        self._date = date_fields(rule.record_type)[rule.date_field]
        self._conditions = conditions.parse(rule.conditions, self._fields)
        self._asked = conditions.fields_named(self._conditions)
        self._said = [
            self._fields[name]
            for name in wording.named(rule.title + rule.body)
            if name in self._fields and name not in ("record", "date", "when")
        ]
        self._names = names_of({field.kind for field in self._said})
        # "Not on weekends" means on days on which the office's calendar opens.
        self._works = working_time(default_calendar()).is_business_day if rule.off_weekends else None
        self._to = Audience(rule.record_type, rule.recipients)
        self._escalated_to = Audience(rule.record_type, rule.escalate_to)

    def rows(self) -> Any:
        """The records whose date can be due today, with all that the rule asks of them."""
        first, last = ladder.span(self.today, self.rule.ladder, self.rule.escalate_after)
        between = {f"{self._date.lookup}__gte": first, f"{self._date.lookup}__lte": last}
        rows = self.type.rows().filter(**between).order_by("pk")
        paths = related(self._fields.values())
        return rows.select_related(*paths) if paths else rows

    def drafts(self, rows: Iterable[Any]) -> Drafts:
        """What to say about these records today, before it is asked who may see them."""
        drafts = Drafts()
        for row in rows:
            self._draft(row, drafts)
        return drafts

    def _draft(self, row: Any, drafts: Drafts) -> None:
        on = self._date.of(row)
        rung = ladder.due_rung(self.today, on, self.rule.ladder, self._works)
        escalates = ladder.escalates(self.today, on, self.rule.escalate_after)
        if rung is None and not escalates:
            return
        if not conditions.met(self._conditions, {code: self._fields[code].of(row) for code in self._asked}):
            drafts.unmet.append(row.pk)
            return
        title, body = self._texts(row, on)
        said = len(drafts.due) + len(drafts.escalated)
        if rung is not None:
            drafts.due.extend(self._words(row, self._to, title, body, f"{on.isoformat()}:{rung}"))
        if escalates:
            overdue, key = _("Overdue: %s") % title, f"{on.isoformat()}:escalated"
            drafts.escalated.extend(self._words(row, self._escalated_to, overdue, body, key))
        if said == len(drafts.due) + len(drafts.escalated):
            drafts.nobody.append(row.pk)

    def _texts(self, row: Any, on: date) -> tuple[str, str]:
        values = {field.code: word_of(field, row, self._names) for field in self._said}
        values |= {
            "record": self.type.title(row),
            "date": formats.day(on),
            "when": formats.day_exact_relative(on, self.today),
        }
        return wording.filled(self.rule.title, values), wording.filled(self.rule.body, values)

    def _words(self, row: Any, to: Audience, title: str, body: str, rung: str) -> Iterator[Word]:
        people = to.of(row)
        if not people:
            return
        key = f"reminder:{self.rule.pk}:{row.pk}:{rung}"
        about = (row._meta.label_lower, row.pk, self.type.title(row)[:200])
        address = self.type.address(row)
        for pk in sorted(people):
            yield Word(pk, *about, title=title, key=key, body=body, url=address)
