"""Getting stored bytes back, and proving that they are the same."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from legalops.documents import storage
from legalops.documents.models import Document
from legalops.kernel import clock, events
from legalops.kernel.errors import DomainError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Damage:
    """A row whose file is "missing" or "changed"."""

    document_id: int
    sha256: str
    problem: str


@dataclass(frozen=True, slots=True)
class FilesChecked:
    """Every row's file was compared with its hash."""

    began_at: datetime
    files: int
    damaged: int


def open_stored(document: Document, *, verify: bool = False) -> BinaryIO:
    """The stored bytes, to be closed by the caller; with `verify`, only after their hash was compared.

    Raises DomainError documents.missing or documents.damaged.
    """
    try:
        file = open(storage.path_of(document.sha256), "rb")  # noqa: SIM115  (handed to the caller)
    except FileNotFoundError:
        log.error("Document %s: file of %s is missing.", document.pk, document.sha256)
        raise _refusal(document, "missing", _("The file %(name)s is missing from storage.")) from None
    if verify and not _is_whole(file, document):
        file.close()
        log.error("Document %s: file of %s was changed.", document.pk, document.sha256)
        raise _refusal(document, "damaged", _("The stored file %(name)s was changed and cannot be trusted."))
    return file


def verify_all() -> Iterator[Damage]:
    """Compare every row's file with its hash; yields what is wrong. Equal contents are read once."""
    began_at, files, damaged = clock.now(), 0, 0
    rows = Document.objects.order_by("sha256", "pk").values_list("pk", "sha256")
    problem, checked = None, ""
    for document_id, sha256 in rows.iterator():
        if sha256 != checked:
            problem, checked = _problem_of(sha256), sha256
            files, damaged = files + 1, damaged + bool(problem)
        if problem:
            yield Damage(document_id, sha256, problem)
    events.publish(FilesChecked(began_at, files, damaged))


def _problem_of(sha256: str) -> str | None:
    try:
        with open(storage.path_of(sha256), "rb") as file:
            return None if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "changed"
    except FileNotFoundError:
        return "missing"


def _is_whole(file: BinaryIO, document: Document) -> bool:
    same = hashlib.file_digest(file, "sha256").hexdigest() == document.sha256  # type: ignore[arg-type]
    file.seek(0)
    return same


def _refusal(document: Document, code: str, message: str) -> DomainError:
    mend = _("Ask your administrator to restore it from a backup, quoting %(reference)s.")
    facts = {"name": document.original_name, "reference": document.uuid}
    return DomainError(f"documents.{code}", f"{message} {mend}" % facts)
