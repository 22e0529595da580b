"""Database fixtures in place of pytest-django's: each worker gets a clone of one migrated template.

A test that commits (``transaction=True``, ``live_server``) is followed by a fresh clone, not by Django's
flush: a flush would empty the rows that migrations put in, and the append-only tables refuse it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from legalops.stack.template_database import clone, drop, ensure_template, with_database


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the template before the first test's clock runs: on a busy machine it takes minutes."""
    if "DATABASE_URL" in os.environ and not hasattr(session.config, "workerinput"):
        ensure_template(os.environ["DATABASE_URL"], os.environ["DJANGO_SETTINGS_MODULE"])


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Point Django, and every child process, at this worker's own database."""
    from django.conf import settings
    from django.db import connections

    server = os.environ["DATABASE_URL"]
    name = f"lo_test_{os.getpid()}"
    with django_db_blocker.unblock():
        template = ensure_template(server, os.environ["DJANGO_SETTINGS_MODULE"])
        clone(server, template, name)
        original = settings.DATABASES["default"]["NAME"]
        _use(name, connections)
        os.environ["DATABASE_URL"] = with_database(server, name)
        restore_flush = _replace_flush(server, template, name)
    yield
    with django_db_blocker.unblock():
        restore_flush()
        connections.close_all()
        os.environ["DATABASE_URL"] = server
        _use(original, connections)
        drop(server, name)


def _use(name: str, connections: Any) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name


def _replace_flush(server: str, template: str, name: str) -> Any:
    from django.db import connections
    from django.test import TransactionTestCase

    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def clone_anew(self: Any) -> None:
        connections.close_all()
        clone(server, template, name)

    TransactionTestCase._fixture_teardown = clone_anew  # type: ignore[attr-defined]

    def restore() -> None:
        TransactionTestCase._fixture_teardown = original  # type: ignore[attr-defined]

    return restore
