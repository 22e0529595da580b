"""Key dates: each has an owner who can see the matter."""

from datetime import date

from django.db import transaction

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from matters.models import KeyDate, Matter
from matters.services.guards import locked, require_sight


@transaction.atomic
def set_key_date(matter: Matter, *, name: str, on: date, owner: User, actor: User) -> KeyDate:
    """Add a date (a local date, without time). Raises DomainError when the owner cannot see the matter."""
    current = locked(matter, actor=actor)
    require_sight(owner, current, field="owner")
    key_date = KeyDate.objects.create(matter=current, name=name.strip(), date=on, owner=owner)
    record(current, "matters.key_date.set", actor=actor, after=_words(key_date))
    return key_date


@transaction.atomic
def change_key_date(
    key_date: KeyDate, *, name: str, on: date, owner: User, reason: str = "", actor: User
) -> KeyDate:
    """Move or rename a date, or give it to someone else; the earlier values stay in the ledger."""
    matter = locked(key_date.matter, actor=actor)
    current = _locked_date(key_date)
    require_sight(owner, matter, field="owner")
    before = _words(current)
    current.name, current.date, current.owner = name.strip(), on, owner
    after = _words(current)
    if after != before:
        current.save(update_fields=["name", "date", "owner"])
        record(
            matter, "matters.key_date.changed", actor=actor, before=before, after=after, reason=reason.strip()
        )
    return current


@transaction.atomic
def complete_key_date(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Mark a date as done; doing so twice records once."""
    matter = locked(key_date.matter, actor=actor)
    current = _locked_date(key_date)
    if current.done_at is None:
        current.done_at = clock.now()
        current.save(update_fields=["done_at"])
        record(matter, "matters.key_date.done", actor=actor, after=_words(current))
    return current


@transaction.atomic
def reopen_key_date(key_date: KeyDate, *, actor: User) -> KeyDate:
    """Take "done" back."""
    matter = locked(key_date.matter, actor=actor)
    current = _locked_date(key_date)
    if current.done_at is not None:
        current.done_at = None
        current.save(update_fields=["done_at"])
        record(matter, "matters.key_date.reopened", actor=actor, after=_words(current))
    return current


def _locked_date(key_date: KeyDate) -> KeyDate:
    return KeyDate.objects.select_for_update(of=("self",)).select_related("owner").get(pk=key_date.pk)


def _words(key_date: KeyDate) -> dict[str, object]:
    return {"what": key_date.name, "date": key_date.date.isoformat(), "owner": str(key_date.owner)}
