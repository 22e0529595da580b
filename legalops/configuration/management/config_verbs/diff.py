"""`manage.py config diff FOLDER`: what applying the files would change."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from legalops.configuration.management.config_verbs.telling import add_json, tell
from legalops.configuration.services import plan_folder

HELP = "Show what applying the files would change; changes nothing."


def add_arguments(parser: ArgumentParser) -> None:
    """Which files."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prune", action="store_true", help="what the files do not name would go")
    add_json(parser)


def run(options: dict[str, Any], out: Any) -> int:
    """0 when nothing differs, else 1."""
    changes = plan_folder(options["folder"], prune=options["prune"])
    tell(changes, options["json"], out)
    return 1 if changes else 0
