"""Making a backup: the database as of one moment, then every stored file that its rows name."""

import hashlib
import os
import shutil
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from legalops.documents import storage
from legalops.documents.models import Document
from legalops.keeping.backups import programs
from legalops.keeping.backups.manifest import DUMP, Manifest, file_in, hash_of, write
from legalops.keeping.enums import Kind
from legalops.keeping.models import KeepingRun
from legalops.keeping.services.recording import note_run
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

_PIECE = 1024 * 1024


def make_backup(parent: Path) -> tuple[Path, Manifest]:
    """Write a backup into a new folder of `parent`, whole under its name or not at all; the folder and its
    manifest. Files that are missing or changed are named in the manifest; everything else is kept.

    Rows are counted and dumped as of the same moment. Files are never changed and lie there before their
    rows, so that they can be copied afterwards. Raises DomainError for a folder that is not there.
    """
    if not parent.is_dir():
        raise DomainError("keeping.no_folder", _("There is no folder %s. Make it, or name another.") % parent)
    began_at = clock.now()
    target = parent / f"legalops-{began_at:%Y%m%dT%H%M%SZ}"
    part = target.with_name(f"{target.name}.part")
    part.mkdir(mode=0o700)
    try:
        manifest = _fill(part, began_at)
        os.replace(part, target)
    except BaseException:
        shutil.rmtree(part)
        raise
    _note(target, manifest, began_at)
    return target, manifest


def _fill(folder: Path, began_at: datetime) -> Manifest:
    rows, hashes = _dump(folder)
    files, damaged = _copy_files(hashes, folder)
    dump = folder / DUMP
    manifest = Manifest(began_at.isoformat(), hash_of(dump), dump.stat().st_size, rows, files, damaged)
    write(manifest, folder)
    return manifest


@transaction.atomic
def _dump(folder: Path) -> tuple[dict[str, int], list[str]]:
    """Rows by table, and the hashes of all files, as of the moment of the dump."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    dump = folder / DUMP
    dump.touch(mode=0o600)
    programs.run(
        "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
        f"--file={dump}",
    )  # fmt: skip
    hashes = Document.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    return count_rows(), list(hashes)


def count_rows() -> dict[str, int]:
    """How many rows each table holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608  (a name)
            (counts[name],) = cursor.fetchone()
    return counts


def _copy_files(hashes: list[str], folder: Path) -> tuple[dict[str, int], dict[str, str]]:
    files: dict[str, int] = {}
    damaged: dict[str, str] = {}
    for sha256 in hashes:
        try:
            files[sha256] = copy_verified(storage.path_of(sha256), file_in(folder, sha256), sha256)
        except FileNotFoundError:
            damaged[sha256] = "missing"
        except ValueError:
            damaged[sha256] = "changed"
    return files, damaged


def copy_verified(source: Path, target: Path, sha256: str) -> int:
    """Copy in pieces and hash on the way; the size in bytes. Raises ValueError, and leaves nothing behind,
    when the content is not that of the hash.
    """
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        with part.open("wb") as copy:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += copy.write(piece)
    if digest.hexdigest() != sha256:
        part.unlink()
        raise ValueError(sha256)
    os.replace(part, target)
    return size


def _note(target: Path, manifest: Manifest, began_at: datetime) -> KeepingRun:
    facts = {
        "folder": str(target),
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.files),
        "bytes": manifest.dump_bytes + sum(manifest.files.values()),
        "damaged": len(manifest.damaged),
    }
    return note_run(Kind.BACKUP, began_at=began_at, is_whole=not manifest.damaged, facts=facts)
