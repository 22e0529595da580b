"""Where things lie in a checkout, and the name of the stack in use."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from legalops.stack.errors import StackError

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_BIN = VENV / "bin"
VENV_PYTHON = VENV_BIN / "python"
LOCAL = ROOT / ".local"
NODE_MODULES = ROOT / "node_modules"
VENDOR_ASSETS = ROOT / "static" / "vendor"


def stack_name(default: str = "dev") -> str:
    """Name of the stack to use: ``LO_STACK``, else the verb's own default ("dev", "test").

    Raises StackError when the name could not be a folder name.
    """
    name = os.environ.get("LO_STACK") or default
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", name):
        raise StackError(f"LO_STACK={name!r}: use lower-case letters, digits and hyphens, at most 31.")
    return name


def tag_of(name: str) -> str:
    """Short mark of one stack of one checkout: two checkouts on a machine never share sockets."""
    return hashlib.sha256(f"{ROOT}:{name}".encode()).hexdigest()[:8]


def socket_folder(name: str) -> Path:
    """Folder of the unix sockets, short enough for their limit of 107 bytes."""
    return Path(tempfile.gettempdir()) / f"lo-{os.getuid()}-{tag_of(name)}"
