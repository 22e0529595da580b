"""One migrated template database per state of the migrations, cloned for each test worker.

Migrating takes tens of seconds, cloning under one. The template's name carries a hash of what shapes the
schema.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from legalops.stack.errors import StackError
from legalops.stack.locks import locked
from legalops.stack.paths import ROOT

if TYPE_CHECKING:
    from psycopg2.extensions import connection

PREFIX = "lo_template_"
# Migrations and settings shape the schema; the rest fills the rows that are installed after migrating.
SHAPERS = (
    "requirements.txt",
    "legalops/settings/**/*.py",
    "*/migrations/*.py",
    "legalops/*/migrations/*.py",
    "*/apps.py",
    "legalops/*/apps.py",
    "*/services/reference*.py",
    "legalops/*/services/reference*.py",
    "legalops/*/shipped.py",
    "billing/review/**/*.py",
    "billing/ledes/codes/*",
    "matters/calendaring/shipped/*",
)


def schema_stamp(root: Path = ROOT) -> str:
    """Hash of all that shapes a migrated database; locked packages bring migrations too."""
    digest = hashlib.sha256()
    for pattern in SHAPERS:
        for path in sorted(path for path in root.glob(pattern) if path.is_file()):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    parts = urlsplit(url)
    changed = urlunsplit(parts._replace(path=f"/{name}"))
    # urlunsplit drops the empty host that libpq's and django-environ's form postgres:///name needs.
    return (
        changed
        if parts.netloc
        else changed.replace(f"{parts.scheme}:/{name}", f"{parts.scheme}:///{name}", 1)
    )


@contextmanager
def administration(url: str) -> Iterator[connection]:
    """An autocommit connection to the server's maintenance database."""
    import psycopg2

    opened = psycopg2.connect(with_database(url, "postgres"))
    opened.autocommit = True
    try:
        yield opened
    finally:
        opened.close()


def execute(url: str, *statements: str) -> None:
    """Run statements one by one outside any transaction. Names are ours, never foreign input."""
    with administration(url) as server, server.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def exists(url: str, name: str) -> bool:
    """Whether the server has a database of this name."""
    with administration(url) as server, server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def ensure_template(url: str, settings: str) -> str:
    """Name of the migrated template on the server of ``url``, built when it is not there.

    Processes that ask at the same time wait for one builder. Raises StackError with migrate's output when
    it fails.
    """
    name = PREFIX + schema_stamp()
    guard = hashlib.sha256(url.encode()).hexdigest()[:12]
    with locked(Path(tempfile.gettempdir()) / f"lo-template-{os.getuid()}-{guard}.lock"):
        if not exists(url, name):
            drop_stale_templates(url)
            build_template(url, name, settings)
    return name


def build_template(url: str, name: str, settings: str) -> None:
    """Migrate a database beside the template and rename it: a half-made template is never used."""
    draft = f"{name}_draft"
    execute(url, f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)', f'CREATE DATABASE "{draft}"')
    environment = {
        **os.environ,
        "DATABASE_URL": with_database(url, draft),
        "DJANGO_SETTINGS_MODULE": settings,
    }
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise StackError(f"migrate failed on the test template:\n{(done.stdout + done.stderr)[-4000:]}")
    execute(url, f'ALTER DATABASE "{draft}" RENAME TO "{name}"')


def drop_stale_templates(url: str) -> None:
    """Drop templates of other states of the migrations, where no one is connected to them."""
    import psycopg2

    with administration(url) as server, server.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        for (name,) in cursor.fetchall():
            try:
                cursor.execute(f'DROP DATABASE "{name}"')
            except psycopg2.errors.ObjectInUse:
                continue


def clone(url: str, template: str, name: str) -> None:
    """Make ``name`` anew as a copy of ``template``; whoever is still connected to the old one is cut off."""
    execute(
        url,
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
    )


def drop(url: str, name: str) -> None:
    """Drop a clone."""
    execute(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
