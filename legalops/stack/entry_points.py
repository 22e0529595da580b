"""The product's own processes and the one command line of each; `run` and the containers start the same.

``python -m legalops.stack serve web`` replaces itself by the command, so signals reach it directly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from legalops.stack.errors import StackError

CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "legalops.celery")


def web_command() -> list[str]:
    """gunicorn with threads; ``HOST`` 127.0.0.1, ``PORT`` 8000, ``WEB_WORKERS`` 2, ``WEB_THREADS`` 4."""
    address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    command = [sys.executable, "-m", "gunicorn", "legalops.wsgi:application", "--bind", address]
    command += ["--worker-class", "gthread", "--workers", os.environ.get("WEB_WORKERS", "2")]
    command += ["--threads", os.environ.get("WEB_THREADS", "4")]
    command += ["--timeout", "60", "--graceful-timeout", "15"]
    # Loaded once and forked: half the work at the start. Nothing may compute with polars while it is
    # imported: a forked copy of its busy threads would hang (held by tests/stack/test_forking.py).
    command += ["--preload"]
    # The heartbeat file must not be on a disk: a slow disk would look like a hanging worker.
    return [*command, "--log-level", "warning", *heartbeat_folder()]


def heartbeat_folder() -> list[str]:
    """gunicorn's option for a folder in memory, where the system has one."""
    return ["--worker-tmp-dir", "/dev/shm"] if os.path.isdir("/dev/shm") else []


def worker_command() -> list[str]:
    """A Celery worker: ``WORKER_CONCURRENCY`` (2)."""
    concurrency = os.environ.get("WORKER_CONCURRENCY", "2")
    options = ["--loglevel", "warning", "--concurrency", concurrency, "--without-gossip", "--without-mingle"]
    return [*CELERY, "worker", *options]


def beat_command() -> list[str]:
    """Celery's clock, with its schedule in the database."""
    scheduler = "django_celery_beat.schedulers:DatabaseScheduler"
    return [*CELERY, "beat", "--loglevel", "warning", "--scheduler", scheduler, "--pidfile", ""]


def migrate_command() -> list[str]:
    """Bring the database to the code's state."""
    return [sys.executable, "manage.py", "migrate", "--verbosity", "0"]


COMMANDS: dict[str, Callable[[], list[str]]] = {
    "web": web_command,
    "worker": worker_command,
    "beat": beat_command,
    "migrate": migrate_command,
}


def serve(arguments: list[str]) -> int:
    """Become one of the processes. Raises StackError for a name there is none of."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        raise StackError(f"serve what? One of: {', '.join(COMMANDS)}.")
    command = COMMANDS[arguments[0]]()
    os.execv(command[0], command)
