"""What a backup says of itself."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError

DUMP: Final = "database.dump"
FILES: Final = "documents"
NAME: Final = "manifest.json"
FORM: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hash and size of the dump, rows by table, files by hash with their size in bytes, and the files that
    were missing or changed when the backup was made.
    """

    made_at: str
    dump_sha256: str
    dump_bytes: int
    rows: dict[str, int]
    files: dict[str, int]
    damaged: dict[str, str] = field(default_factory=dict)
    form: int = FORM


def write(manifest: Manifest, folder: Path) -> None:
    """Put it beside what it tells of."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1, sort_keys=True), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of this backup. Raises DomainError for what is none."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except (OSError, ValueError, TypeError):
        message = _("%s is no backup: it has no readable manifest.json. Name the folder that backup made.")
        raise DomainError("keeping.no_backup", message % folder) from None
    if manifest.form != FORM:
        message = _("%s was made by another version of backup. Restore it with the release that made it.")
        raise DomainError("keeping.other_form", message % folder)
    return manifest


def file_in(folder: Path, sha256: str) -> Path:
    """Where a stored file lies in a backup."""
    return folder / FILES / sha256[:2] / sha256


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
