"""A database, a document folder and a broker that live as long as the run.

The database is a copy of the migrated one, so that everything can be committed, vacuumed and analysed as in
real use and is gone afterwards.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg2

_SUFFIX = "_bench"
_ADDRESSES = ("DATABASE_URL", "STORAGE_URL", "BROKER_URL")


@contextmanager
def scratch() -> Iterator[None]:
    """Name them in the environment of this process and its children; before Django is set up."""
    before = {name: os.environ[name] for name in _ADDRESSES if name in os.environ}
    original = os.environ["DATABASE_URL"]
    source = environ.Env.db_url_config(original)["NAME"]
    name = f"{source}{_SUFFIX}"
    _statements(original, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _statements(original, f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    # Parallel workers are processes of their own, whose CPU nobody would count.
    _statements(original, f'ALTER DATABASE "{name}" SET max_parallel_workers_per_gather = 0')
    try:
        with tempfile.TemporaryDirectory(prefix="lo-bench-") as folder:
            os.environ["DATABASE_URL"] = urlunsplit(urlsplit(original)._replace(path=f"/{name}"))
            os.environ["STORAGE_URL"] = f"file://{folder}"
            os.environ["BROKER_URL"] = "memory://localhost"
            yield
    finally:
        os.environ.update(before)
        _statements(original, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _statements(address: str, *statements: str) -> None:
    config = environ.Env.db_url_config(address)
    names = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = {ours: config[theirs] for theirs, ours in names.items() if config.get(theirs)}
    # A database cannot be copied while somebody is connected to it; this one is in every cluster.
    maintenance = psycopg2.connect(dbname="postgres", **options, **config.get("OPTIONS", {}))
    maintenance.autocommit = True
    try:
        with maintenance.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        maintenance.close()


def settle() -> None:
    """Vacuum, analyse and write out, as the database does by itself some time after a large load."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
