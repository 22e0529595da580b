"""`manage.py config apply FOLDER`: make the configuration what the files say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from legalops.accounts.models import User
from legalops.accounts.system import system_actor
from legalops.audit.context import correlated
from legalops.configuration.management.config_verbs.telling import add_json, tell
from legalops.configuration.services import apply_folder
from legalops.kernel.errors import DomainError

HELP = "Make the configuration what the files say: all of it or nothing."


def add_arguments(parser: ArgumentParser) -> None:
    """Which files, and in whose name."""
    parser.add_argument("folder", type=Path)
    parser.add_argument("--prune", action="store_true", help="remove what the files do not name")
    parser.add_argument("--dry-run", action="store_true", help="do it all and take it back")
    parser.add_argument("--as", dest="actor", metavar="EMAIL", help="in whose name (default: a system actor)")
    add_json(parser)


def run(options: dict[str, Any], out: Any) -> int:
    """0. Raises DomainError for what cannot be applied."""
    with correlated():
        changes = apply_folder(
            options["folder"],
            actor=_actor(options["actor"]),
            prune=options["prune"],
            dry_run=options["dry_run"],
        )
    tell(changes, options["json"], out)
    return 0


def _actor(email: str | None) -> User:
    if not email:
        return system_actor("configuration-files")
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise DomainError("configuration.actor", f"Nobody signs in as {email}.")
    return person
