"""Bring a database to the code's state in one process: migrate, first demo data, list of demo log-ins.

One process, because each start of Django costs seconds. ``python -m legalops.stack.database_ready FILE``
writes the log-ins to FILE, to be shown once the product is up.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(logins_file: Path) -> None:
    """Migrate; then, unless ``LO_DEMO=off``, load the demo department into a database without people."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.dev")
    django.setup()

    from django.core.management import call_command, get_commands
    from django.db import OperationalError

    import legalops.celery  # noqa: F401  (sets the current Celery application for jobs)

    try:
        call_command("migrate", verbosity=0)
    except OperationalError as error:
        sys.exit(f"PostgreSQL refused: {str(error).strip()}")
    logins_file.unlink(missing_ok=True)
    if os.environ.get("LO_DEMO") == "off" or "demo" not in get_commands():
        return
    if not has_people():
        call_command("demo", "load", "--size", "small")
    with logins_file.open("w", encoding="utf-8") as output:
        call_command("demo", "logins", stdout=output)


def has_people() -> bool:
    """Whether someone has an account; the system's own actors do not count."""
    from django.contrib.auth import get_user_model

    return bool(get_user_model()._base_manager.filter(is_system=False).exists())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
