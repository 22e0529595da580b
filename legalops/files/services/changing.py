"""Renaming, moving, marking and removing files."""

from dataclasses import fields

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record as note_event
from legalops.documents.names import clean_name
from legalops.files.models import File
from legalops.files.registry import Sight
from legalops.files.services.adding import Kept
from legalops.files.services.guards import held
from legalops.kernel import clock
from legalops.kernel.errors import DomainError


@transaction.atomic
def change_file(file: File, *, name: str, kept: Kept, actor: User) -> File:
    """Give a file another name or folder, or mark it; the same as before changes nothing.

    Raises NotFound, NotAllowed, DomainError (field "name") for a name that another file of the folder has.
    Who sees shared files only leaves the marks as they are.
    """
    row, record, holder = held(file, actor=actor)
    wanted = {"name": clean_name(name), "folder": " ".join(kept.folder.split())[:80]}
    if actor.is_system or holder.sight(actor) == Sight.ALL:
        wanted |= {"privileged": kept.privileged, "shared": kept.shared and holder.shares}
    changed = {field: value for field, value in wanted.items() if getattr(row, field) != value}
    if not changed:
        return row
    _refuse_taken(row, record, wanted["name"], wanted["folder"], actor)
    before = {"file": row.name} | {field: getattr(row, field) for field in changed if field != "name"}
    for field, value in changed.items():
        setattr(row, field, value)
    row.save(update_fields=list(changed))
    after = {"file": row.name, "shared": row.shared}
    after |= {field: value for field, value in changed.items() if field != "name"}
    note_event(record, "files.file.changed", actor=actor, before=before, after=after)
    return row


@transaction.atomic
def remove_file(file: File, *, reason: str, actor: User) -> None:
    """Take a file off its record, with a reason. The row, the ledger and the stored bytes stay."""
    row, record, _holder = held(file, actor=actor)
    if not reason.strip():
        raise DomainError("files.reason_missing", _("Say why the file is removed."), field="reason")
    row.removed_at, row.removed_by, row.removal_reason = clock.now(), actor, reason.strip()
    row.save(update_fields=["removed_at", "removed_by", "removal_reason"])
    before = {"file": row.name, "version": row.current.number if row.current else 0}
    after = {"shared": True} if row.shared else None
    note_event(record, "files.file.removed", actor=actor, before=before, after=after, reason=reason.strip())


def kept_of(file: File) -> Kept:
    """How a file is kept now."""
    return Kept(**{field.name: getattr(file, field.name) for field in fields(Kept)})


def _refuse_taken(row: File, record, name: str, folder: str, actor: User) -> None:
    others = File.objects.visible_to(actor).of(record).exclude(pk=row.pk)
    if others.filter(name__iexact=name, folder__iexact=folder).exists():
        message = _(
            "There is a file called “%s” here already. Choose another name, or add a new version to it."
        )
        raise DomainError("files.name_taken", message % name, field="name")
