"""`manage.py config export FOLDER [SECTION…]`: the present configuration as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from legalops.configuration.services import export_folder

HELP = "Write the configuration, one YAML file for each section."


def add_arguments(parser: ArgumentParser) -> None:
    """Where to, and which sections."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help="only these (default: all)")


def run(options: dict[str, Any], out: Any) -> int:
    """0."""
    for path in export_folder(options["folder"], options["sections"]):
        out.write(str(path))
    return 0
