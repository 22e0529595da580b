"""Telling people of a change, inside its transaction: no change without word of it, nor the reverse."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.functional import Promise
from psycopg2.extras import execute_values

from legalops.access.querysets import ScopedQuerySet
from legalops.accounts.models import User
from legalops.kernel import clock
from legalops.kernel.texts import shortened
from legalops.notifications import registry
from legalops.notifications.models import Notification
from legalops.notifications.registry import Kind
from legalops.notifications.services.planning import plan_deliveries
from legalops.notifications.services.wishes import wishes_of
from legalops.web import reading

# Words, or what puts them into words for whoever reads.
Said = str | Promise | Callable[[], str]

# An import of history tells nobody of what is long past.
LONG_PAST = timedelta(days=14)
_INSERT = """
INSERT INTO notifications_notification
  (kind, recipient_id, actor_id, subject_type, subject_id, subject_label,
   title, body, url, key, in_app, created_at)
VALUES %s ON CONFLICT (key, recipient_id) DO NOTHING RETURNING id, recipient_id
"""


@dataclass(frozen=True, slots=True)
class Word:
    """What to tell one person: the subject as type, key and label, the text, and the once-only key."""

    recipient_id: int
    subject_type: str
    subject_id: int
    subject_label: str
    title: str
    key: str
    body: str = ""
    url: str = ""
    actor_id: int | None = None


def notify(
    kind: str,
    *,
    recipients: Iterable[User],
    subject: models.Model,
    title: Said,
    body: Said = "",
    url: str = "",
    actor: User | None = None,
    key: str,
) -> None:
    """Tell people, once and only once per (key, recipient), in the caller's transaction. Lazy words and
    callables are put into words for each recipient in their own language, numbers and zone.

    The actor is not told of their own deed, nor is anyone who cannot sign in. Whoever may not see the subject
    (`visible_to`) when it is shown or sent gets nothing. Raises RuntimeError outside a transaction, TypeError
    for a subject whose model does not say who may see it, DomainError for an unknown kind.
    """
    found = registry.find(kind)
    if not isinstance(type(subject)._default_manager.all(), ScopedQuerySet):
        raise TypeError(f"{type(subject).__name__} does not say who may see it: give it visible_to.")
    people = [each for each in recipients if each.is_active and each != actor]
    about = (subject._meta.label_lower, subject.pk, str(subject)[:200])
    told_by = actor.pk if actor else None
    tell(found, [Word(each.pk, *about, *_said(each, title, body, key), url, told_by) for each in people])


def _said(person: User, title: Said, body: Said, key: str) -> tuple[str, str, str]:
    if isinstance(title, str) and isinstance(body, str):
        return title, key, body
    with reading.reading_as(person):
        return _in_words(title), key, _in_words(body)


def _in_words(said: Said) -> str:
    return str(said() if callable(said) else said)


def tell(kind: Kind, words: Sequence[Word]) -> list[int]:
    """Store what each person is told and plan its e-mail; the key of its recipient for each word that was
    told now and not before.

    A handful of statements whatever their number. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("People are told inside the transaction of the change.")
    if not words or clock.now() < timezone.now() - LONG_PAST:
        return []
    wishes = wishes_of(kind, {word.recipient_id for word in words})
    rows = [_row(kind, word, wishes[word.recipient_id].in_app) for word in _once(words)]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        stored = execute_values(cursor.cursor, _INSERT, rows, page_size=1000, fetch=True)
    plan_deliveries(kind, stored, wishes)
    return [recipient for _pk, recipient in stored]


def _once(words: Sequence[Word]) -> Iterable[Word]:
    return {(word.key, word.recipient_id): word for word in words}.values()


def _row(kind: Kind, word: Word, in_app: bool) -> tuple:
    return (
        kind.code,
        word.recipient_id,
        word.actor_id,
        word.subject_type,
        word.subject_id,
        word.subject_label[:200],
        shortened(word.title, 200),
        word.body,
        word.url,
        word.key,
        in_app,
        clock.now(),
    )


@transaction.atomic
def mark_read(notifications: models.QuerySet[Notification]) -> int:
    """Mark as read; how many were not before. Reading is no event of the ledger."""
    return notifications.filter(read_at__isnull=True).update(read_at=clock.now())
