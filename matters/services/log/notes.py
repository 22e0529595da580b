"""The journal of a matter: writing, correcting, pinning and striking out notes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError, NotAllowed
from legalops.kernel.texts import shortened
from matters.log_enums import NoteKind
from matters.models import Matter, Note, NoteVersion
from matters.services.log.guards import logging, not_ahead, said

_TWICE_WITHIN: Final = timedelta(minutes=1)
_EXCERPT: Final = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """What a note says."""

    kind: str
    occurred_on: date
    text: str
    privileged: bool = False


@transaction.atomic
def write_note(matter: Matter, entry: Entry, *, pinned: bool = False, actor: User) -> Note:
    """Write a note. The same by the same person within a minute is one note: a button pressed twice.

    Raises NotFound, NotAllowed, DomainError naming the field.
    """
    current = logging(matter, actor=actor)
    entry = _checked(entry)
    if twin := _just_written(current, entry, actor):
        return twin
    note = Note.objects.create(
        matter=current, kind=entry.kind, occurred_on=entry.occurred_on, text=entry.text,
        privileged=entry.privileged, pinned=pinned, author=actor, written_at=clock.now(),
    )  # fmt: skip
    record(current, "matters.note.written", actor=actor, after=_words(note))
    return note


@transaction.atomic
def correct_note(note: Note, entry: Entry, *, version: int, actor: User) -> Note:
    """Correct one's own note; what it said before is kept beside it. `version` is what the person saw.

    Raises NotFound, NotAllowed for another's note, Conflict for one changed or struck out meanwhile.
    """
    matter, current = _held(note, actor=actor)
    if current.author_id != actor.pk:
        message = _("Only %(person)s can correct this note. Write one of your own, or strike it out.")
        raise NotAllowed("note.not_yours", message % {"person": current.author})
    _refuse_struck(current)
    entry = _checked(entry)
    if entry == _entry_of(current):
        return current
    if version != current.version:
        raise Conflict(
            "note.changed", _("This note was corrected meanwhile. Look at it anew, then correct it.")
        )
    before = _words(current)
    _keep(current)
    current.kind, current.occurred_on = entry.kind, entry.occurred_on
    current.text, current.privileged = entry.text, entry.privileged
    current.version += 1
    current.save(update_fields=["kind", "occurred_on", "text", "privileged", "version"])
    record(matter, "matters.note.corrected", actor=actor, before=before, after=_words(current))
    return current


@transaction.atomic
def pin_note(note: Note, pinned: bool, *, actor: User) -> Note:
    """Let a note stand above the others, or no longer. Raises NotFound, NotAllowed, Conflict."""
    matter, current = _held(note, actor=actor)
    _refuse_struck(current)
    if current.pinned != pinned:
        current.pinned = pinned
        current.save(update_fields=["pinned"])
        action = "matters.note.pinned" if pinned else "matters.note.unpinned"
        record(matter, action, actor=actor, after=_words(current))
    return current


@transaction.atomic
def strike_note(note: Note, *, reason: str, actor: User) -> Note:
    """Strike a note out: it stays, but no longer counts. For its author and the matter's lead.

    Once struck it stays so, whoever asks again. Raises NotFound, NotAllowed, DomainError without a reason.
    """
    matter, current = _held(note, actor=actor)
    if actor.pk not in (current.author_id, matter.lead_id):
        message = _("A note is struck out by whoever wrote it, or by the lead attorney.")
        raise NotAllowed("note.not_yours", message)
    why = said(reason, _("Say why it is struck out."), field="reason", code="note.reason")
    if current.struck_at is None:
        current.struck_at, current.struck_by, current.strike_reason = clock.now(), actor, why
        current.pinned = False
        current.save(update_fields=["struck_at", "struck_by", "strike_reason", "pinned"])
        record(matter, "matters.note.struck", actor=actor, before=_words(current), reason=why)
    return current


def _held(note: Note, *, actor: User) -> tuple[Matter, Note]:
    matter = logging(note.matter, actor=actor)
    rows = Note.objects.select_for_update(of=("self",)).select_related("author")
    return matter, rows.get(pk=note.pk)


def _checked(entry: Entry) -> Entry:
    if entry.kind not in NoteKind.values:
        raise DomainError("note.kind", _("Choose what the note is about."), field="kind")
    text = said(entry.text, _("Write what is to be remembered."), field="text", code="note.text")
    day = not_ahead(entry.occurred_on, field="occurred_on")
    return Entry(entry.kind, day, text.replace("\r\n", "\n"), entry.privileged)


def _entry_of(note: Note) -> Entry:
    return Entry(note.kind, note.occurred_on, note.text, note.privileged)


def _just_written(matter: Matter, entry: Entry, actor: User) -> Note | None:
    since = clock.now() - _TWICE_WITHIN
    rows = matter.journal.filter(author=actor, struck_at=None, written_at__gt=since)
    return rows.filter(
        kind=entry.kind, occurred_on=entry.occurred_on, text=entry.text, privileged=entry.privileged
    ).first()


def _keep(note: Note) -> None:
    NoteVersion.objects.create(
        note=note, matter_id=note.matter_id, version=note.version, kind=note.kind,
        occurred_on=note.occurred_on, text=note.text, privileged=note.privileged, until=clock.now(),
    )  # fmt: skip


def _refuse_struck(note: Note) -> None:
    if note.struck_at is not None:
        raise Conflict("note.struck", _("This note was struck out. Write a new one."))


def _words(note: Note) -> dict[str, Any]:
    """For the ledger: the text of a privileged note stays in the journal."""
    facts = {"kind": str(note.get_kind_display()), "date": note.occurred_on.isoformat()}
    if note.privileged:
        return facts | {"privileged": True}
    return facts | {"what": shortened(note.text, _EXCERPT), "privileged": False}
