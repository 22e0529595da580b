#!/usr/bin/env python
"""Django's command door; the settings module defaults to the developer's."""

import os
import sys


def main() -> None:
    """Run a management command with the Celery application loaded as current."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalops.settings.dev")
    from django.core.management import execute_from_command_line

    import legalops.celery  # noqa: F401  (sets the current Celery application for jobs)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
