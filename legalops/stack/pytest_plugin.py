"""pytest plugin: embedded PostgreSQL and Valkey for one test run, on in pyproject.toml by ``-p``.

The controlling process starts the servers and puts their addresses into the environment before Django reads
its settings; xdist workers inherit them and take Valkey databases of their own. The cluster is kept in
``.local/<LO_STACK or test>`` (initdb once); when another run holds it, a sibling name is used. With
``DATABASE_URL`` given, that server is used and no cluster is started.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from legalops.stack import pytest_browser, pytest_database
from legalops.stack.errors import StackError
from legalops.stack.paths import stack_name
from legalops.stack.services import Services
from legalops.stack.valkey import DATABASES, broker_url, cache_url

SIBLINGS = 8
WORKER = "PYTEST_XDIST_WORKER"
_services: Services | None = None


def free_services(name: str) -> Services:
    """The first of name, name-2, name-3 … that no other run holds."""
    for number in range(1, SIBLINGS + 1):
        services = Services(name if number == 1 else f"{name}-{number}", ephemeral=True)
        if services.hold():
            return services
    raise StackError(
        f"{SIBLINGS} test runs hold the stacks {name!r} to {name}-{SIBLINGS}. Set LO_STACK to another name."
    )


def use_own_valkey_databases() -> None:
    """Give this xdist worker a broker and a cache database that no other worker writes to."""
    number = int(os.environ[WORKER].removeprefix("gw")) + 1
    broker, cache = (2 * number) % DATABASES, (2 * number + 1) % DATABASES
    sockets = Path(os.environ["LO_TEST_SOCKETS"])
    os.environ.update(BROKER_URL=broker_url(sockets, broker), CACHE_URL=cache_url(sockets, cache))


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers, or in a worker of xdist join them."""
    global _services
    if WORKER in os.environ:
        if "LO_TEST_SOCKETS" in os.environ:
            use_own_valkey_databases()
        return
    try:
        _services = free_services(stack_name("test"))
        os.environ.update(_services.start())
    except StackError as error:
        raise pytest.UsageError(str(error)) from error
    if _services.valkey:
        os.environ["LO_TEST_SOCKETS"] = str(_services.sockets)


def pytest_configure(config: pytest.Config) -> None:
    """Register our database fixtures after pytest-django's, so that they win."""
    config.pluginmanager.register(pytest_browser, "legalops-browser")
    if config.pluginmanager.has_plugin("django"):
        config.pluginmanager.register(pytest_database, "legalops-database")


def pytest_report_header() -> str | None:
    """One line: which stack this run uses."""
    if _services is None:
        return None
    timings = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in _services.timings.items())
    return f"stack: {_services.name} ({timings or 'given by the environment'})"


def pytest_unconfigure() -> None:
    """Stop the servers."""
    global _services
    if _services:
        _services.stop()
        _services = None
