"""`manage.py backup FOLDER`: database and documents, verified by hash (DESIGN §6)."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.keeping.backups.making import make_backup
from legalops.kernel.errors import DomainError


class Command(BaseCommand):
    """Exit 0: all whole. 1: made, but stored files were missing or changed. 2: nothing was made."""

    help = "Write the database and every stored file into a new folder of FOLDER, with their hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and in which form to tell."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, folder: Path, as_json: bool, **options: Any) -> None:
        """Make it and say where it is."""
        try:
            target, manifest = make_backup(folder)
        except DomainError as refusal:
            self.stderr.write(str(refusal.message))
            sys.exit(2)
        told = {
            "folder": str(target),
            "rows": sum(manifest.rows.values()),
            "files": len(manifest.files),
            "damaged": manifest.damaged,
        }
        words = "{folder}: {rows} rows, {files} files."
        self.stdout.write(json.dumps(told) if as_json else words.format(**told))
        for sha256, problem in manifest.damaged.items():
            self.stderr.write(f"{sha256} is {problem}.")
        if manifest.damaged:
            sys.exit(1)
