"""`manage.py conflicts rebuild|refresh`: the names that conflict checks look through."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from matters.services.conflicts import rebuild_names, refresh_names


class Command(BaseCommand):
    """A door to the services that keep the table of names."""

    help = "Make the names that conflict checks look through again, or take in what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("verb", choices=["rebuild", "refresh"])

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it and say how much it was."""
        if verb == "rebuild":
            self.stdout.write(f"{rebuild_names():,} names")
        else:
            self.stdout.write(f"{refresh_names():,} records read again")
