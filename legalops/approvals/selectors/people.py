"""Whether people can be asked about a record, and those whom a policy step means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from legalops.access.services import authorities, has_capability
from legalops.accounts.models import User
from legalops.approvals.engine import Candidate, covers
from legalops.approvals.models import Absence
from legalops.approvals.registry import Relation, Subject
from legalops.approvals.selectors.standing_in import standings
from legalops.kernel import clock


@dataclass
class Looking:
    """People as seen from one record on one day; what is looked up is looked up once."""

    subject: Subject
    record: Any
    asker: Any = None
    amount: Decimal | None = None
    day: date = field(default_factory=clock.today)

    @cached_property
    def apart(self) -> set[int]:
        """Who worked on the record or asks for its approval: not its approvers."""
        found = set(self.subject.apart(self.record))
        return found | {self.asker.pk} if self.asker is not None else found

    @cached_property
    def limits(self) -> dict[int, Decimal]:
        """Everyone's authority for this kind of record."""
        return authorities(self.day, self.subject.authority_kind)

    @cached_property
    def away(self) -> dict[int, str]:
        """Who is away without anybody deciding for them, and until when, in words."""
        rows = Absence.objects.on(self.day).values_list("person", "until")
        covered = {
            each.person for each in standings(self.day) if each.holds(self.day, self.subject.record_type)
        }
        return {
            person: _("is away until %s") % until if until else _("is away")
            for person, until in rows
            if person not in covered
        }

    def bar_of(self, person: User, *, capable: bool = False) -> str:
        """Why the person cannot be asked, to follow "who"; empty when they can. The same words for who may
        not see the record as for who may not approve: why is not for everybody to know.
        """
        if not person.is_active or person.is_system:
            return _("has left")
        if person.pk in self.apart:
            return _("worked on it")
        if capable and self.subject.capability and not has_capability(person, self.subject.capability):
            return _("may not approve it")
        return "" if self.subject.sees(person, self.record) else _("may not approve it")

    def candidate(self, person: User, why: str, *, capable: bool = False) -> Candidate:
        """The person with all that planning asks about."""
        bar = self.bar_of(person, capable=capable)
        away = "" if bar else self.away.get(person.pk, "")
        return Candidate(person.pk, person.full_name, why, bar, self.limits.get(person.pk), away)

    def related(self, relation: Relation, *, instead: bool = False) -> Iterator[Candidate]:
        """People by their part in the record."""
        why = str(relation.why_instead if instead else relation.why)
        for person in relation.people(self.record):
            yield self.candidate(person, why, capable=True)

    def with_authority(self) -> Iterator[Candidate]:
        """People whose authority covers the amount, nearest first; among equals the smallest limit."""
        able = [pk for pk, limit in self.limits.items() if covers(limit, self.amount)]
        rows = User.objects.filter(pk__in=able, is_active=True, is_system=False)
        if self.subject.capability:
            held = "role_assignments__role__capabilities__contains"
            rows = rows.filter(**{held: [self.subject.capability]}).distinct()
        people = list(rows)
        near = self.subject.near(self.record, [one.pk for one in people]) if self.subject.near else {}
        people.sort(key=lambda one: (near.get(one.pk, 0), self.limits[one.pk], one.full_name, one.pk))
        for person in people:
            yield self.candidate(person, "", capable=True)


def active_people(rows: Iterable[User]) -> list[User]:
    """Those of these people who still work here, by name."""
    return sorted(
        (one for one in rows if one.is_active and not one.is_system), key=lambda one: (one.full_name, one.pk)
    )
