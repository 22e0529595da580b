"""Content stamps: a step whose inputs have not changed is skipped."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path]) -> str:
    """Hash of the files' contents and of the Python in use."""
    digest = hashlib.sha256(sys.version.encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class Stamp:
    """Whether a step was done for exactly these inputs: ``fresh()`` asks, ``set()`` says it was."""

    def __init__(self, path: Path, inputs: Iterable[Path]) -> None:
        self.path, self.inputs = path, list(inputs)

    def fresh(self) -> bool:
        """True when the step has been done with the inputs as they are now."""
        return self.path.is_file() and self.path.read_text() == fingerprint(self.inputs)

    def set(self) -> None:
        """Remember that the step is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(fingerprint(self.inputs))
