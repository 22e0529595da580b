"""Two people for a critical date: one enters, another verifies; none takes it away alone (features 2.15)."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import DomainError
from matters.enums import DateAsk, DateOutcome
from matters.models import KeyDate
from matters.services.date_words import words_of
from matters.services.guards import locked
from matters.services.key_dates import locked_date


@transaction.atomic
def verify(key_date: KeyDate, *, seen: str = "", actor: User) -> KeyDate:
    """Say that a critical date is right; twice is once. `seen` is the day that was looked at (ISO).

    Raises DomainError for whoever entered or changed it last, and when it was changed since it was looked at.
    """
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if not current.to_verify:
        return current
    if current.entered_by_id == actor.pk:
        message = _("You entered or changed this date yourself. A second person has to verify it.")
        raise DomainError("key_date.two_people", message)
    if seen and seen != current.date.isoformat():
        message = _("The date was changed meanwhile. Look at it again.")
        raise DomainError("key_date.changed_meanwhile", message)
    current.verified_by, current.verified_at = actor, clock.now()
    current.save(update_fields=["verified_by", "verified_at"])
    record(matter, "matters.key_date.verified", actor=actor, after=words_of(current))
    return current


@transaction.atomic
def call_off(key_date: KeyDate, *, reason: str, actor: User) -> KeyDate:
    """Let a date no longer count; it stays in the list of what is done. A critical one is only asked for.

    Raises DomainError without a reason, and when dates follow from it that are still to be kept.
    """
    return _ask(key_date, DateAsk.VACATE, reason=reason, actor=actor)


@transaction.atomic
def ask_uncritical(key_date: KeyDate, *, reason: str, actor: User) -> KeyDate:
    """Ask that a date is no longer critical; a second person confirms it."""
    return _ask(key_date, DateAsk.UNCRITICAL, reason=reason, actor=actor)


@transaction.atomic
def confirm(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Agree to what somebody else asked of a critical date. Raises DomainError for who asked."""
    locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if not current.asked:
        return current
    if current.asked_by_id == actor.pk:
        message = _("You asked for this yourself. A second person has to agree.")
        raise DomainError("key_date.two_people", message)
    asked, reason = current.asked, current.asked_reason
    _no_longer_asked(current)
    return _carry_out(current, asked, reason, actor)


@transaction.atomic
def withdraw(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Refuse or take back what was asked; the date stays as it is."""
    matter = locked(key_date.matter, actor=actor)
    current = locked_date(key_date)
    if current.asked:
        _no_longer_asked(current)
        current.save()
        record(matter, "matters.key_date.ask_withdrawn", actor=actor, after=words_of(current))
    return current


def _ask(key_date: KeyDate, asked: DateAsk, *, reason: str, actor: User) -> KeyDate:
    matter = locked(key_date.matter, actor=actor)
    current, reason = locked_date(key_date), reason.strip()
    if not reason:
        raise DomainError("key_date.reason", _("Say why."), field="reason")
    if current.done_at is not None:
        return current
    if asked == DateAsk.VACATE:
        _refuse_with_followers(current)
    if not current.critical:
        return _carry_out(current, asked, reason, actor)
    if current.asked == asked and current.asked_by_id != actor.pk:
        message = _("%s has asked for this already: confirm it instead.") % current.asked_by
        raise DomainError("key_date.asked", message)
    current.asked, current.asked_by, current.asked_reason = asked, actor, reason
    current.save(update_fields=["asked", "asked_by", "asked_reason"])
    after = words_of(current) | {"asked": str(DateAsk(asked).label)}
    record(matter, "matters.key_date.asked", actor=actor, after=after, reason=reason)
    return current


def _carry_out(current: KeyDate, asked: str, reason: str, actor: User) -> KeyDate:
    if asked == DateAsk.VACATE:
        _refuse_with_followers(current)
        current.done_at, current.done_by = clock.now(), actor
        current.outcome, current.evidence = DateOutcome.VACATED, reason
        action = "matters.key_date.vacated"
    else:
        current.critical, current.verified_by, current.verified_at = False, None, None
        action = "matters.key_date.uncritical"
    current.save()
    record(current.matter, action, actor=actor, after=words_of(current), reason=reason)
    return current


def _no_longer_asked(current: KeyDate) -> None:
    current.asked, current.asked_by, current.asked_reason = "", None, ""


def _refuse_with_followers(current: KeyDate) -> None:
    open_ones = current.followers.filter(done_at=None).values_list("name", flat=True)[:5]
    if open_ones:
        message = _("Dates follow from this one: %s. Call them off, or cut them loose, first.")
        raise DomainError("key_date.has_followers", message % ", ".join(open_ones))
