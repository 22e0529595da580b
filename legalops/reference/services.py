"""Adding, changing, ending and removing codes of every kind."""

import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.selectors import events_of
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError
from legalops.reference.kinds import BY_MODEL
from legalops.reference.models import Code
from legalops.reference.selectors import uses_of

Row = TypeVar("Row", bound=Code)
_ADDED = "reference.code.added"
# Writers of a code come one after the other, and those of trees: two could close a ring that neither sees.
_LOCK_SPACE = 7_311


def add_code(model: type[Row], values: Mapping[str, Any], *, actor: User) -> Row:
    """Add a code by the fields of its kind; the same code without an end ends the day this one begins.

    Raises DomainError naming the field for values that cannot be, Conflict when two people add it at once.
    """
    return _kept(model(), values, actor=actor)


def change_code(row: Row, values: Mapping[str, Any], *, actor: User) -> Row:
    """Change fields of a code, or of its period; the code itself never changes. A change of nothing is none.

    Raises DomainError naming the field for values that cannot be, Conflict when periods meet just now.
    """
    return _kept(row, {name: value for name, value in values.items() if name != "code"}, actor=actor)


def end_code(row: Row, *, on: date | None = None, actor: User) -> Row:
    """Take a code out of force from a day on, today by default; what uses it keeps it. Raises DomainError."""
    return change_code(row, {"valid_until": on or clock.today()}, actor=actor)


@transaction.atomic
def remove_code(row: Code, *, actor: User) -> None:
    """Remove a code that nothing refers to. Raises DomainError naming what does: such codes are ended."""
    held = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if uses := uses_of(held):
        message = _("%(code)s is in use: %(uses)s. End it instead.")
        raise DomainError("reference.used", message % {"code": held.code, "uses": ", ".join(uses)})
    record(held, "reference.code.removed", actor=actor, before=_told(held))
    held.delete()


@transaction.atomic
def withdraw_code(row: Code, *, actor: User) -> None:
    """Take back that a code was added: it goes, and the period that it ended is without an end again.

    Raises DomainError when something uses it.
    """
    ended = _ended_by(row)
    remove_code(row, actor=actor)
    if ended is not None:
        change_code(ended, {"valid_until": None}, actor=actor)


def _ended_by(new: Code) -> Code | None:
    """The open period that adding this one ended, unless somebody has set another end since."""
    added = events_of(new).filter(action=_ADDED).order_by("pk").last()
    same = type(new)._default_manager.filter(code=new.code, valid_until=new.valid_from).exclude(pk=new.pk)
    old = same.first() if new.valid_from else None
    if added is None or old is None:
        return None
    # Both were written by one act, the end just before.
    last = events_of(old).filter(after__has_key="valid_until").order_by("pk").last()
    together = last is not None and last.correlation_id == added.correlation_id and last.pk < added.pk
    return old if together and not (last.before or {}).get("valid_until") else None


def _kept(row: Row, values: Mapping[str, Any], *, actor: User) -> Row:
    try:
        with transaction.atomic():
            return _save(row, values, actor=actor)
    except IntegrityError as error:
        message = _("Someone set this code for the same days just now. Reload the page.")
        raise Conflict("reference.overlap", message, field="valid_from") from error


def _save(row: Row, values: Mapping[str, Any], *, actor: User) -> Row:
    model = type(row)
    if "parent" in values:
        _one_at_a_time(model._meta.label_lower)
    _one_at_a_time(f"{model._meta.label_lower} {values.get('code', row.code).strip().upper()}")
    current = model._default_manager.select_for_update().get(pk=row.pk) if row.pk else model()
    before = _told(current) if current.pk else None
    for name, value in values.items():
        setattr(current, name, value)
    current.code = current.code.strip().upper()
    if before is None:
        _end_open(current, actor=actor)
    _check(current)
    after = _told(current)
    if before == after:
        return current
    current.save()
    changed = [name for name in after if before is None or after[name] != before[name]]
    record(
        current,
        "reference.code.changed" if before else _ADDED,
        actor=actor,
        before={name: before[name] for name in changed} if before else None,
        after={name: after[name] for name in changed},
    )
    return current


def _end_open(new: Row, *, actor: User) -> None:
    for old in type(new)._default_manager.filter(code=new.code, valid_until=None):
        if old.gives_way(new.valid_from):
            _save(old, {"valid_until": new.valid_from}, actor=actor)


def _one_at_a_time(what: str) -> None:
    with connection.cursor() as cursor:
        keys = [_LOCK_SPACE, zlib.crc32(what.encode()) % 2**31]
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", keys)


def _check(row: Code) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        # What concerns more than one field concerns the period.
        field = "valid_from" if field == NON_FIELD_ERRORS else field
        raise DomainError("reference.value", " ".join(sentences), field=field) from None


def _told(row: Code) -> dict[str, Any]:
    """All fields as the ledger keeps them: codes by their words, numbers as text."""
    return {name: _word(row, name) for name in BY_MODEL[type(row)].fields}


def _word(row: Code, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), ForeignKey):
        return str(value) if value else ""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
