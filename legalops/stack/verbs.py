"""The verbs that run one program: tests, checks, management commands, benchmarks, psql."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from legalops.stack.errors import StackError
from legalops.stack.paths import LOCAL, ROOT, stack_name
from legalops.stack.postgres_binaries import find_binaries
from legalops.stack.report import say
from legalops.stack.services import Services, state_folder

STATIC_CHECKS = {
    "ruff": [sys.executable, "-m", "ruff", "check", "."],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "types": [sys.executable, "-m", "mypy"],
    "imports": ["lint-imports", "--no-cache"],
    "django": [sys.executable, "manage.py", "check"],
    "migrations": [
        sys.executable,
        # The history of a live database is no concern of this check, so none is needed.
        *("-W", "ignore:Got an error checking a consistent migration history"),
        *("manage.py", "makemigrations", "--check", "--dry-run"),
    ],
}


def test(arguments: list[str]) -> int:
    """The test suite on both cores. Arguments go to pytest; a ``-n`` among them replaces ours."""
    workers = [] if any(part.startswith("-n") for part in arguments) else ["-n", "2", "--dist", "worksteal"]
    return subprocess.run([sys.executable, "-m", "pytest", *workers, *arguments], cwd=ROOT).returncode


def soak(arguments: list[str]) -> int:
    """The long tests, one after the other."""
    environment = {**os.environ, "LO_SOAK": "1"}
    command = [sys.executable, "-m", "pytest", "-m", "soak", "-s", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def lint(arguments: list[str]) -> int:
    """All static checks, or those named; every one runs, then the failed ones are named."""
    unknown = set(arguments) - set(STATIC_CHECKS)
    if unknown:
        raise StackError(f"lint knows {', '.join(STATIC_CHECKS)}, not {', '.join(sorted(unknown))}.")
    failed = []
    for name in arguments or STATIC_CHECKS:
        say(f"lint: {name}")
        if subprocess.run(STATIC_CHECKS[name], cwd=ROOT).returncode:
            failed.append(name)
    say(f"lint failed: {', '.join(failed)}" if failed else "lint: all good")
    return 1 if failed else 0


def manage(arguments: list[str]) -> int:
    """A management command against the running stack, or one started for as long as it takes."""
    return with_services(stack_name("dev"), [sys.executable, "manage.py", *arguments])


def bench(arguments: list[str]) -> int:
    """The benchmarks, on a cluster of their own with the settings of real use."""
    command = [sys.executable, "-m", "bench", *arguments]
    return with_services(stack_name("bench"), command, before=[sys.executable, "manage.py", "migrate", "-v0"])


def psql(arguments: list[str]) -> int:
    """PostgreSQL's own shell on the stack's database."""
    name = stack_name("dev")
    services = Services(name)
    address = os.environ.get("DATABASE_URL") or services.addresses()["DATABASE_URL"]
    return with_services(name, [str(find_binaries() / "psql"), address, *arguments])


def reset(arguments: list[str]) -> int:
    """Remove the data of one stack (``LO_STACK``, default dev). Refuses while it runs."""
    if arguments:
        raise StackError("reset takes no arguments; LO_STACK names the stack.")
    name = stack_name("dev")
    services = Services(name)
    if not services.hold():
        raise StackError(f"The stack {name!r} is running. Stop it first.")
    shutil.rmtree(state_folder(name), ignore_errors=True)
    shutil.rmtree(services.sockets, ignore_errors=True)
    services.stop()
    say(f"data of the stack {name!r} removed from {LOCAL.name}")
    return 0


def with_services(name: str, command: list[str], *, before: list[str] | None = None) -> int:
    """Run a command with the addresses of a stack in its environment; a running stack is joined."""
    services = Services(name)
    addresses = services.start() if services.hold() else services.addresses()
    environment = {**os.environ, **addresses}
    try:
        if before and subprocess.run(before, cwd=ROOT, env=environment).returncode:
            return 1
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
    finally:
        services.stop()
