"""`demo files`: three LEDES files to drop in the portal."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legalops.demo.sample_files import sample_files
from legalops.kernel.errors import DomainError

HELP = "Write three LEDES files for the demo biller to drop in the portal."


def add_arguments(parser: CommandParser) -> None:
    """The folder."""
    parser.add_argument("folder", type=Path, help="folder that takes the files; made if it is missing")


def run(command: BaseCommand, options: dict) -> None:
    """Write the files and say who should drop them."""
    try:
        files = sample_files()
    except DomainError as refusal:
        raise CommandError(refusal.message) from refusal
    folder: Path = options["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.content)
        command.stdout.write(f"{folder / file.name}: {file.about}")
