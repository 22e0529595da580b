"""From a bare checkout to a working environment; every step is skipped while its inputs are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from legalops.stack.assets import ICON_LIST, build_vendor_assets
from legalops.stack.errors import StackError
from legalops.stack.installer import install
from legalops.stack.locks import locked
from legalops.stack.node import install_modules
from legalops.stack.paths import LOCAL, NODE_MODULES, ROOT, VENDOR_ASSETS, VENV, VENV_BIN, VENV_PYTHON
from legalops.stack.report import say
from legalops.stack.stamps import Stamp

OLDEST_PYTHON = (3, 11)
STAMPS = VENV / "stamps"
SOURCE = Path(__file__).parent
CATALOGUES = SOURCE.parent / "locale"


def inside_environment() -> bool:
    """Whether this process is the environment's Python already, or was told that it has all it needs."""
    return Path(sys.prefix) == VENV or os.environ.get("LO_BOOTSTRAP") == "off"


def prepare(*, dev: bool, assets: bool) -> None:
    """Make the environment ready: .venv, Python packages (with the development set or without), assets.

    Raises StackError when Python is too old or a step fails. Safe to run twice at once.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise StackError(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}.")
    with locked(LOCAL / "locks" / "bootstrap.lock"):
        make_environment()
        install_packages(dev=dev)
        if assets:
            make_assets()
            compile_catalogues()


def make_environment() -> None:
    """Make .venv where there is none. Raises StackError when the machine's Python cannot."""
    if VENV_PYTHON.exists():
        return
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        raise StackError("Making .venv failed. On Debian the package python3-venv is needed.")
    say("environment made in .venv")


def install_packages(*, dev: bool) -> None:
    """Install the run set, or the development set, which holds the run set too."""
    stamps = {
        name: Stamp(STAMPS / name, [ROOT / f"{name}.txt"]) for name in ("requirements", "requirements-dev")
    }
    if stamps["requirements-dev"].fresh() or (not dev and stamps["requirements"].fresh()):
        return
    wanted = "requirements-dev" if dev else "requirements"
    install(ROOT / f"{wanted}.txt")
    stamps[wanted].set()
    say("Python packages installed")


def make_assets(*, force: bool = False) -> None:
    """Install the browser's packages and copy the whitelisted files into static/vendor."""
    modules = Stamp(STAMPS / "node_modules", [ROOT / "package-lock.json", ROOT / "package.json"])
    copied = Stamp(STAMPS / "assets", [ROOT / "package-lock.json", ICON_LIST, SOURCE / "assets.py"])
    if copied.fresh() and VENDOR_ASSETS.is_dir() and not force:
        return
    if force or not modules.fresh() or not NODE_MODULES.is_dir():
        install_modules()
        modules.set()
        say("browser packages installed")
    build_vendor_assets()
    copied.set()
    say("assets copied to static/vendor")


def compile_catalogues() -> None:
    """Make the catalogues of words that programs read. Raises StackError for one that cannot be read."""
    sources = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    stamp = Stamp(STAMPS / "catalogues", sources)
    made = all(source.with_suffix(".mo").is_file() for source in sources)
    if not sources or (made and stamp.fresh()):
        return
    command = [str(VENV_PYTHON), "-m", "legalops.locale.compiling"]
    if subprocess.run(command, cwd=ROOT, env=environment_variables()).returncode:
        raise StackError("Compiling the catalogues under legalops/locale failed; its message is above.")
    stamp.set()
    say("catalogues of words compiled")


def environment_variables() -> dict[str, str]:
    """Variables for processes that run inside the environment."""
    path = os.pathsep.join([str(VENV_BIN), os.environ.get("PATH", os.defpath)])
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    return {**kept, "VIRTUAL_ENV": str(VENV), "PATH": path}


def enter(arguments: list[str]) -> NoReturn:
    """Replace this process by the environment's Python running the same verb."""
    os.chdir(ROOT)
    command = [str(VENV_PYTHON), "-m", "legalops.stack", *arguments]
    os.execve(command[0], command, environment_variables())
