"""`manage.py restore FOLDER`: a backup into an empty database (DESIGN §6)."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.keeping.backups.restoring import restore_backup
from legalops.kernel.errors import DomainError


class Command(BaseCommand):
    """Exit 0: the same as the backup. 1: something differs. 2: nothing was restored."""

    help = "Restore a backup into the empty database of the settings, and compare it with its manifest."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, and in which form to tell."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, folder: Path, as_json: bool, **options: Any) -> None:
        """Restore it and say what came back."""
        try:
            restored = restore_backup(folder)
        except DomainError as refusal:
            self.stderr.write(str(refusal.message))
            sys.exit(2)
        told = asdict(restored)
        self.stdout.write(json.dumps(told) if as_json else f"{restored.rows} rows, {restored.files} files.")
        for name, words in restored.differences.items():
            self.stderr.write(f"{name}: {words} rows in the backup and here.")
        for sha256, problem in restored.damaged.items():
            self.stderr.write(f"{sha256} was {problem} when the backup was made.")
        if restored.differences or restored.damaged:
            sys.exit(1)
