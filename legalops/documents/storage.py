"""Where the bytes lie: one file per content, under its SHA-256, written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def path_of(sha256: str) -> Path:
    """The file of this content (settings.DOCUMENT_ROOT / first two digits / hash)."""
    return Path(settings.DOCUMENT_ROOT) / sha256[:2] / sha256


@contextmanager
def incoming() -> Iterator[BinaryIO]:
    """A temporary file in the same file system, gone afterwards unless `keep` moved it."""
    folder = Path(settings.DOCUMENT_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            yield file
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(file.name)


def keep(file: BinaryIO, sha256: str) -> None:
    """Move a written temporary file to its place, durable before it is named (fsync, rename, fsync)."""
    file.flush()
    os.fsync(file.fileno())
    target = path_of(sha256)
    target.parent.mkdir(exist_ok=True)
    os.fchmod(file.fileno(), 0o640)
    os.replace(file.name, target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
