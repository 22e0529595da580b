"""Python packages by hash: uv (itself a pinned wheel), pip when uv cannot."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.paths import ROOT, VENV_BIN, VENV_PYTHON
from legalops.stack.report import say

PIP = (VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def succeeded(*command: str | Path) -> bool:
    """Run a command in the checkout; true when it exits 0."""
    # uv reads its own certificate store unless told to use the system's, as pip and npm do.
    environment = {**os.environ, "UV_SYSTEM_CERTS": "true"}
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment).returncode == 0


def have_uv() -> bool:
    """Whether uv is in the environment, installing it first when it is not. ``LO_INSTALLER=pip`` says no."""
    if os.environ.get("LO_INSTALLER", "uv") != "uv":
        return False
    return (VENV_BIN / "uv").exists() or succeeded(*PIP, "--require-hashes", "-r", "requirements-uv.txt")


def install(requirements: Path) -> None:
    """Install a compiled requirements file. Raises StackError when uv and pip both fail."""
    by_uv = (
        "uv",
        "pip",
        "install",
        "--quiet",
        "--python",
        VENV_PYTHON,
        "--require-hashes",
        "-r",
        requirements,
    )
    if have_uv():
        if succeeded(VENV_BIN / by_uv[0], *by_uv[1:]):
            return
        say("uv could not install, trying pip")
    # Every dependency is in the file, so pip need not resolve, which takes it minutes.
    if not succeeded(*PIP, "--no-deps", "--require-hashes", "-r", requirements):
        raise StackError(
            f"Installing {requirements.name} failed with uv and with pip; their messages stand above."
        )
