"""Adding files: a new one, or the next version of one that is there."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from legalops import jobs
from legalops.accounts.models import User
from legalops.audit.services import record as note_event
from legalops.documents.models import Document
from legalops.documents.names import clean_name
from legalops.files.models import File, FileVersion
from legalops.files.registry import Sight, holder_of
from legalops.files.services.guards import held, holding
from legalops.files.services.taking_in import take_in
from legalops.kernel import clock, records
from legalops.kernel.errors import Conflict


@dataclass(frozen=True, slots=True)
class Kept:
    """Under which name a file is kept, and who may see it."""

    folder: str = ""
    privileged: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a file; not `is_new` when exactly this was there already."""

    version: FileVersion
    is_new: bool


@transaction.atomic
def add_file(
    record: Any, fileobj: BinaryIO, *, name: str, kept: Kept | None = None, note: str = "", actor: User
) -> Added:
    """Attach a file to a record. One of the same name in the same folder gets its next version.

    What a person adds who sees shared files only is shared. The same bytes again change nothing.
    Raises NotFound and NotAllowed (`services.guards`), and what `take_in` refuses.
    """
    row, holder = holding(record, actor=actor)
    kept = _kept(kept or Kept(), holder, actor)
    document = take_in(fileobj, name=name, actor=actor)
    same = _of_same_name(row, document.original_name, kept.folder, actor)
    if same is None:
        return Added(_new(row, document, document.original_name, kept, note, actor), is_new=True)
    if _holds(same, document):
        return Added(same.current, is_new=False)
    return Added(_next_version(same, row, document, note, actor), is_new=True)


@transaction.atomic
def add_version(file: File, fileobj: BinaryIO, *, name: str, note: str = "", actor: User) -> FileVersion:
    """The next version of a file, whatever the upload is called; the file keeps its name.

    Raises as `add_file` does, and Conflict when the file is exactly what is stored already.
    """
    row, record, _holder = held(file, actor=actor)
    document = take_in(fileobj, name=name, actor=actor)
    if _holds(row, document):
        message = _("%(name)s is exactly what version %(number)s holds already.")
        words = {"name": document.original_name, "number": row.current.number}
        raise Conflict("files.same", message % words, field="file")
    return _next_version(row, record, document, note, actor)


@transaction.atomic
def make_file(
    record: Any, fileobj: BinaryIO, *, name: str, key: str, kept: Kept, template: str, actor: User
) -> tuple[File, bool]:
    """A file that an automatic step makes, once for each `key`; whether it was made now.

    The step acts for the department, so nobody's own rights are asked.
    """
    known = File.objects.filter(key=key).first()
    if known is not None:
        return known, False
    document = take_in(fileobj, name=name, actor=actor)
    version = _new(record, document, clean_name(name), kept, "", actor, key=key, template=template)
    return version.file, True


def _new(
    record: Any, document: Document, name: str, kept: Kept, note: str, actor: User, *,
    key: str | None = None, template: str = "",
) -> FileVersion:  # fmt: skip
    file = File.objects.create(
        record_type=records.type_of(record).code, record_id=record.pk, name=name, folder=kept.folder,
        privileged=kept.privileged, shared=kept.shared, made_by=actor, made_at=clock.now(), key=key,
    )  # fmt: skip
    version = _version(file, 1, document, note, actor)
    made_from = {"template": template} if template else {}
    note_event(record, "files.file.added", actor=actor, after=_told(file, version) | made_from, reason=note)
    return version


def _next_version(file: File, record: Any, document: Document, note: str, actor: User) -> FileVersion:
    before = {"file": file.name, "version": file.current.number if file.current else 0}
    version = _version(file, before["version"] + 1, document, note, actor)
    after = _told(file, version)
    note_event(record, "files.version.added", actor=actor, before=before, after=after, reason=note)
    return version


def _holds(file: File, document: Document) -> bool:
    """Whether the present version is these bytes."""
    return file.current is not None and file.current.document.sha256 == document.sha256


def _version(file: File, number: int, document: Document, note: str, actor: User) -> FileVersion:
    version = FileVersion.objects.create(
        file=file, number=number, document=document, added_by=actor, added_at=clock.now(), note=note[:300]
    )
    file.current = version
    file.save(update_fields=["current"])
    jobs.enqueue("files.read_text", key=f"version:{version.pk}", version_id=version.pk)
    return version


def _told(file: File, version: FileVersion) -> dict[str, Any]:
    facts: dict[str, Any] = {"file": file.name, "version": version.number}
    facts |= {"folder": file.folder} if file.folder else {}
    return facts | {name: True for name in ("privileged", "shared") if getattr(file, name)}


def _kept(kept: Kept, holder, actor: User) -> Kept:
    """Requesters share what they add; where nobody is to share with, nothing is shared."""
    sees_all = actor.is_system or holder.sight(actor) == Sight.ALL
    folder = " ".join(kept.folder.split())[:80]
    if sees_all:
        return Kept(folder, kept.privileged, kept.shared and holder.shares)
    return Kept(folder, privileged=False, shared=holder.shares)


def _of_same_name(record: Any, name: str, folder: str, actor: User) -> File | None:
    rows = File.objects.of(record).filter(name__iexact=name, folder__iexact=folder, removed_at=None)
    kind = records.type_of(record).code
    if actor.is_system or holder_of(kind).may_change(actor, record):
        return rows.select_related("current__document").first()
    return rows.filter(made_by=actor).select_related("current__document").first()
