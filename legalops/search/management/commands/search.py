"""manage.py search rebuild|verify|follow: the index and its records."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.search.services.following import follow
from legalops.search.services.indexing import rebuild, verify


class Command(BaseCommand):
    """Thin door to search.services."""

    help = "Keep the search index. verify: exit 0 when it is whole, exit 1 when it differs from the records."

    def add_arguments(self, parser: CommandParser) -> None:
        """Three verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rebuild", help="make all entries again from the records")
        verbs.add_parser("verify", help="compare all entries with the records")
        verbs.add_parser("follow", help="index what the ledger tells since the last time")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do it and print what was done."""
        {"rebuild": self._rebuild, "verify": self._verify, "follow": self._follow}[verb]()

    def _rebuild(self) -> None:
        for code, count in rebuild().items():
            self.stdout.write(f"{code}: {count} entries changed")

    def _follow(self) -> None:
        self.stdout.write(f"{follow()} entries changed")

    def _verify(self) -> None:
        drifts = list(verify())
        for each in drifts:
            facts = f"{each.missing} missing, {each.stale} stale, {each.leftover} left over"
            self.stdout.write(f"{each.code}: {each.records} records, {facts}")
        if not all(each.whole for each in drifts):
            self.stderr.write("Run `manage.py search rebuild`.")
            sys.exit(1)
