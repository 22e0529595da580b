"""`manage.py export all FOLDER`: everything, by the operator of the installation."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.exports import archive
from legalops.kernel import clock


class Command(BaseCommand):
    """Writes the full export into a folder."""

    help = "Write every record and document into one archive in a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, and where."""
        parser.add_argument("what", choices=["all"])
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive whole or not at all, and say where it is."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            self.stderr.write(f"There is no folder {folder}. Make it, or name another.")
            sys.exit(2)
        target = folder / f"legalops-{clock.today().isoformat()}.zip"
        part = target.with_suffix(".part")
        with open(part, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            counts = archive.write(file, user=None, tell=lambda *told: None)
        os.replace(part, target)
        self.stdout.write(f"{target}: {sum(counts.values())} rows of {len(counts)} tables.")
