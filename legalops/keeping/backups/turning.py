"""Backups by the clock: a new one each time, and no more of them kept than wanted."""

import shutil
from datetime import timedelta
from pathlib import Path

from legalops.keeping.backups import manifest
from legalops.keeping.backups.making import make_backup
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

# A backup that still writes after a day was killed.
_DEAD = timedelta(days=1)


def turn(folder: Path, keep: int) -> tuple[Path, int]:
    """Make a backup in the folder, then remove the oldest above `keep` (at least one is kept), and what
    killed ones left behind; where the new one is, and how many were removed.

    Only what backup itself made is ever removed. Raises as `make_backup`; then nothing is removed.
    """
    made, _told = make_backup(folder)
    old = _backups(folder)[: -max(keep, 1)]
    left = [part for part in folder.glob("legalops-*.part") if _is_dead(part)]
    for one in (*old, *left):
        shutil.rmtree(one)
    return made, len(old)


def _backups(folder: Path) -> list[Path]:
    """Whole ones, the oldest first: their names sort by time."""
    return sorted(one for one in folder.glob("legalops-*Z") if _is_backup(one))


def _is_backup(folder: Path) -> bool:
    try:
        manifest.read(folder)
    except DomainError:
        return False
    return True


def _is_dead(part: Path) -> bool:
    return part.is_dir() and clock.now().timestamp() - part.stat().st_mtime > _DEAD.total_seconds()
