"""Restoring a backup into an empty database, and proving that it is the same."""

from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from legalops.documents import storage
from legalops.keeping.backups import programs
from legalops.keeping.backups.making import copy_verified, count_rows
from legalops.keeping.backups.manifest import DUMP, Manifest, file_in, hash_of, read
from legalops.keeping.enums import Kind
from legalops.keeping.services.recording import note_run
from legalops.kernel import clock
from legalops.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Restored:
    """What lies there now, and what differs from the backup: by table "expected and found"."""

    rows: int
    files: int
    differences: dict[str, str]
    damaged: dict[str, str]


def restore_backup(folder: Path) -> Restored:
    """Verify every part of the backup, restore it, and compare rows and files with the manifest.

    Nothing is written unless the database is empty and the whole backup matches its hashes. The database
    comes back in one transaction. Raises DomainError for a database with tables and for a damaged backup.
    """
    began_at = clock.now()
    manifest = read(folder)
    _refuse_filled()
    _refuse_damaged(folder, manifest)
    for sha256 in manifest.files:
        _put_file(folder, sha256)
    programs.run(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}", str(folder / DUMP),
    )  # fmt: skip
    restored = Restored(
        sum(manifest.rows.values()), len(manifest.files), _differences(manifest), manifest.damaged
    )
    facts = {"made_at": manifest.made_at, "rows": restored.rows, "files": restored.files}
    whole = not restored.differences and not restored.damaged
    note_run(Kind.RESTORE, began_at=began_at, is_whole=whole, facts=facts)
    return restored


def _refuse_filled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        (tables,) = cursor.fetchone()
    if tables:
        message = _(
            "The database %(name)s holds %(tables)d tables, and restoring overwrites nothing. Create an "
            "empty database and name it in DATABASE_URL."
        )
        facts = {"name": connection.settings_dict["NAME"], "tables": tables}
        raise DomainError("keeping.not_empty", message % facts)


def _refuse_damaged(folder: Path, manifest: Manifest) -> None:
    if not (folder / DUMP).is_file() or hash_of(folder / DUMP) != manifest.dump_sha256:
        raise _damaged(DUMP)
    for sha256 in manifest.files:
        path = file_in(folder, sha256)
        if not path.is_file() or hash_of(path) != sha256:
            raise _damaged(sha256)


def _damaged(what: str) -> DomainError:
    message = _("The backup is damaged: %s is missing or was changed. Restore from another backup.")
    return DomainError("keeping.damaged", message % what)


def _put_file(folder: Path, sha256: str) -> None:
    """A file that lies there already with this content stays as it is."""
    target = storage.path_of(sha256)
    if not target.is_file() or hash_of(target) != sha256:
        copy_verified(file_in(folder, sha256), target, sha256)
        target.chmod(0o640)


def _differences(manifest: Manifest) -> dict[str, str]:
    found = count_rows()
    return {
        name: f"{manifest.rows.get(name, 0)} and {found.get(name, 0)}"
        for name in sorted({*manifest.rows, *found})
        if manifest.rows.get(name) != found.get(name)
    }
