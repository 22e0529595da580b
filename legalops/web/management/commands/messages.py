"""manage.py messages extract|check: the catalogues of words, kept up with the source."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.locale.compiling import compile_all
from legalops.locale.extracting import found_in
from legalops.locale.keeping import faults, update


class Command(BaseCommand):
    """Thin door to legalops.locale."""

    help = "Keep the catalogues of words. check: exit 0 when they are whole, exit 1 when something is wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Two verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("extract", help="add the sentences of the source, then compile")
        verbs.add_parser("check", help="name what is missing or has other placeholders")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do it and print what was done."""
        {"extract": self._extract, "check": self._check}[verb]()

    def _extract(self) -> None:
        for language, missing in update(found_in()).items():
            self.stdout.write(f"{language}: {missing} sentences are not translated")
        compile_all()

    def _check(self) -> None:
        found = list(faults(found_in()))
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            self.stderr.write("Run `manage.py messages extract`, translate what is empty, check again.")
            sys.exit(1)
