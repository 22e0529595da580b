"""Kinds of records that can be approved, and how a policy finds people by their part in a record.

Apps fill this when they are ready; approvals know no domain (house inversion "registered callback").
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from legalops.access import capabilities as can
from legalops.access.services import capabilities_of
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.kernel.records import RecordType

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Card:
    """What a decision on one record needs: its own words, in HTML that the subject's app has made safe.

    `amount` is shown large, `was` struck through beside it where less is to be approved than was asked.
    """

    title: str
    url: str
    peek_url: str = ""
    about: str = ""
    amount: str = ""
    was: str = ""
    side: str = ""
    due: Any = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says of a record to one person: words for its subject line, and facts for its text.

    Subject lines show on locked screens and stay with mail servers: they name the number alone of what is
    restricted, or of what the person may not see.
    """

    title: str
    facts: tuple[tuple[Text, str], ...] = ()


def _see(user: Any, record: Any) -> bool:
    return bool(type(record)._default_manager.visible_to(user).filter(pk=record.pk).exists())


def _nobody(record: Any) -> set[int]:
    return set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A kind of record that is approved.

    `facts` are what policies ask about (by default the record type's fields); `may_see(user, record)` whether
    a person may be asked at all; `apart` the people who worked on it and may not decide. `on_approved`,
    `on_rejected`, `on_sent_back` and `on_recalled` take (request, actor, reason) and run in the transaction
    of the decision; without `on_sent_back` what is sent back counts as rejected. `amount` is in base
    currency, None where nothing is paid. `may_recall(user, record)` lets others than the asker take it back;
    `capability` is what people found by their part or their authority need. `near` orders people with
    sufficient authority, the smallest number first; `authority_kind` is the kind of their limits. `cards`
    describes many records at a fixed price; `version` counts changes, so that nobody approves what they have
    not seen, and `changed_words` tells them what is to be approved now. `example(user, reference)`
    finds a record to try policies on, or makes one up without storing it; None where there is none for them.
    `told(record, person)` words letters about it; without it they name the record and nothing else.
    """

    record_type: str
    on_approved: Callable[[Any, Any, str], None]
    on_rejected: Callable[[Any, Any, str], None]
    on_recalled: Callable[[Any, Any, str], None]
    on_sent_back: Callable[[Any, Any, str], None] | None = None
    facts: Callable[[Any], Mapping[str, Any]] | None = None
    may_see: Callable[[Any, Any], bool] = _see
    apart: Callable[[Any], set[int]] = _nobody
    amount: Callable[[Any], Decimal | None] = lambda record: None
    may_recall: Callable[[Any, Any], bool] = lambda user, record: False
    capability: str = ""
    near: Callable[[Any, Sequence[int]], Mapping[int, int]] | None = None
    cards: Callable[[Sequence[int]], Mapping[int, Card]] | None = None
    version: Callable[[Any], int] | None = None
    changed_words: Callable[[Any], str] | None = None
    authority_kind: str = ""
    reject_label: Text = ""
    example: Callable[[Any, str], Any] | None = None
    told: Callable[[Any, Any], Told] | None = None

    @property
    def type(self) -> RecordType:
        """The record type."""
        return records.find(self.record_type)

    def lock(self, record_id: int) -> Any:
        """The record locked for this transaction, or None. It is always locked before its request is."""
        return self.type.rows().select_for_update(of=("self",)).filter(pk=record_id).first()

    def sees(self, user: Any, record: Any) -> bool:
        """Whether the record and its approval exist for the person; for nobody of a firm do they."""
        outside = not capabilities_of(user).isdisjoint({can.PORTAL_VIEW, can.PORTAL_SUBMIT})
        return not outside and self.may_see(user, record)

    def visible_to(self, user: Any) -> Any:
        """The records of this kind that the person may see."""
        return self.type.rows().visible_to(user)


@dataclass(frozen=True, slots=True)
class Relation:
    """People found by their part in a record: "matter.lead".

    `people(record)` answers them in order, or nobody. `why` follows a person's name; `why_instead` does where
    they stand in for others and may name %(instead)s and %(reason)s. `suits(model)` says for which records.
    """

    code: str
    label: Text
    people: Callable[[Any], Iterable[Any]]
    why: Text
    why_instead: Text
    suits: Callable[[Any], bool]


_subjects: dict[str, Subject] = {}
_relations: dict[str, Relation] = {}


def register(subject: Subject) -> None:
    """Let a kind of record be approved; registered again it replaces the earlier one."""
    _subjects[subject.record_type] = subject


def register_relation(relation: Relation) -> None:
    """Let policies name people by this part."""
    _relations[relation.code] = relation


def known() -> list[Subject]:
    """All kinds that can be approved, by their name."""
    return sorted(_subjects.values(), key=lambda each: str(each.type.label))


def find(record_type: str) -> Subject:
    """The subject of this kind. Raises DomainError naming those that can be approved."""
    try:
        return _subjects[record_type]
    except KeyError:
        names = ", ".join(sorted(_subjects)) or "none"
        raise DomainError(
            "approval.no_subject", f"“{record_type}” is not something to approve. Known: {names}."
        ) from None


def subject_of(record: Any) -> Subject:
    """The subject of a record. Raises DomainError for one that cannot be approved."""
    return find(records.type_of(record).code)


def relations() -> list[Relation]:
    """All parts by their name."""
    return sorted(_relations.values(), key=lambda each: str(each.label))


def relation(code: str) -> Relation | None:
    """The part of this code."""
    return _relations.get(code)
