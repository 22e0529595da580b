"""Key dates: each has an owner who can see the matter. A moved date takes along what follows from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.files.models import File
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from matters.enums import DateKind, DateOutcome
from matters.models import KeyDate, Matter
from matters.services.date_words import words_of
from matters.services.guards import locked, require_sight
from matters.services.moving_dates import move_dependents, note_move, reopen_event

# What says what is due and when: whoever changes one of these, a critical date is to be verified anew.
_TELLING = ("name", "kind", "date", "time", "zone", "court", "jurisdiction")
_OTHERS = ("owner", "backup", "critical", "source", "note")
FIELDS = (*_TELLING, *_OTHERS)


@transaction.atomic
def set_key_date(matter: Matter, *, name: str, on: date, owner: User, actor: User, **more: Any) -> KeyDate:
    """Add a date (a local date, with a time in a zone where it has one); `more` as FIELDS name it.

    A critical one is to be verified by a second person. Raises DomainError when the owner or the backup
    cannot see the matter.
    """
    current = locked(matter, actor=actor)
    key_date = KeyDate(matter=current, owner=owner, entered_by=None if actor.is_system else actor)
    given = {"name": name, "date": on, "owner": owner, **more}
    _set(key_date, given)
    _check(key_date, current, given)
    if key_date.kind == DateKind.EVENT and on <= clock.today():
        _close(key_date, actor)
    key_date.save()
    record(current, "matters.key_date.set", actor=actor, after=words_of(key_date))
    return key_date


@transaction.atomic
def change_key_date(
    key_date: KeyDate,
    *,
    name: str,
    on: date,
    owner: User,
    reason: str = "",
    seen: date | None = None,
    actor: User,
    **more: Any,
) -> KeyDate:
    """Move or rename a date, or give it to someone else; the earlier values stay in the ledger.

    What follows from it moves too, but for what was set by hand or is done. A date that follows another and
    is moved by itself counts as set by hand from then on. A changed critical date is unverified again.
    Raises DomainError when `critical` would be taken off by one person alone, and Conflict when the date is
    no longer on the day that was `seen`.
    """
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    _refuse_unseen(current, seen)
    before, was = words_of(current), current.date
    told = [getattr(current, field) for field in _TELLING]
    given = {"name": name, "date": on, "owner": owner, **more}
    _refuse_alone(current, given)
    marked = not current.critical and given.get("critical", False)
    _set(current, given)
    _check(current, matter, given)
    after = words_of(current)
    if after == before:
        return current
    if marked or [getattr(current, field) for field in _TELLING] != told:
        current.entered_by, current.verified_by, current.verified_at = _entering(actor), None, None
    if current.follows_id and current.date != was:
        current.overridden = True
    reopen_event(current)
    current.save()
    record(matter, "matters.key_date.changed", actor=actor, before=before, after=after, reason=reason.strip())
    if current.date != was:
        note_move(current, was, reason=reason.strip(), actor=actor)
        move_dependents(current, was, actor=actor)
    return current


@transaction.atomic
def complete_key_date(key_date: KeyDate, *, evidence: str = "", root_cause: str = "", actor: User) -> KeyDate:
    """Mark a date as done, with what shows it and, when late, why; doing so twice records once."""
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if current.done_at is None:
        _close(current, actor)
        current.evidence, current.root_cause = evidence.strip(), root_cause
        current.save()
        after = words_of(current) | {"evidence": current.evidence} if current.evidence else words_of(current)
        record(matter, "matters.key_date.done", actor=actor, after=after)
    return current


@transaction.atomic
def reopen_key_date(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Take "done" back, or let a date that was called off count again. A critical one is unverified then."""
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if current.done_at is not None:
        called_off = current.outcome == DateOutcome.VACATED
        current.done_at, current.done_by, current.outcome = None, None, ""
        current.evidence, current.root_cause = "", ""
        if called_off:
            current.entered_by, current.verified_by, current.verified_at = _entering(actor), None, None
        current.save()
        record(matter, "matters.key_date.reopened", actor=actor, after=words_of(current))
    return current


def locked_date(key_date: KeyDate) -> KeyDate:
    """The present row, locked, with what its words name."""
    rows = KeyDate.objects.select_for_update(of=("self",))
    return rows.select_related("owner", "backup", "court", "matter").get(pk=key_date.pk)


def _entering(actor: User) -> User | None:
    return None if actor.is_system else actor


def _close(key_date: KeyDate, actor: User) -> None:
    key_date.done_at, key_date.done_by, key_date.outcome = clock.now(), actor, DateOutcome.SATISFIED


def _set(key_date: KeyDate, given: Mapping[str, Any]) -> None:
    for field in FIELDS:
        if field in given:
            value = given[field]
            setattr(key_date, field, value.strip() if isinstance(value, str) else value)


def _check(key_date: KeyDate, matter: Matter, given: Mapping[str, Any]) -> None:
    require_sight(key_date.owner, matter, field="owner")
    if key_date.backup is not None and "backup" in given:
        require_sight(key_date.backup, matter, field="backup")
    if key_date.backup is not None and key_date.backup == key_date.owner:
        message = _("The backup has to be somebody else than the owner.")
        raise DomainError("key_date.backup_is_owner", message, field="backup")
    if key_date.time is None and key_date.zone:
        raise DomainError("key_date.zone_without_time", _("A time zone needs a time."), field="time")
    source: File | None = key_date.source
    if source is not None and (source.record_type, source.record_id) != ("matter", matter.pk):
        message = _("Choose a document from the files of this matter.")
        raise DomainError("key_date.foreign_source", message, field="source")


def _refuse_unseen(current: KeyDate, seen: date | None) -> None:
    """A form that was opened before somebody else moved the date does not move it back."""
    if seen is not None and current.date != seen:
        message = _("The date was moved to %s meanwhile. Look at it again before you change it.")
        raise Conflict("key_date.changed_meanwhile", message % current.date.isoformat(), field="date")


def _refuse_alone(current: KeyDate, given: Mapping[str, Any]) -> None:
    """Nobody takes "critical" off a date alone: it is asked for, and a second person confirms it."""
    if current.critical and given.get("critical") is False:
        message = _(
            "A critical date stays critical until a second person agrees. Ask for it on the date's own page."
        )
        raise DomainError("key_date.two_people", message, field="critical")
