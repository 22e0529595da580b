"""`demo logins`: who to sign in as."""

from django.core.management.base import BaseCommand, CommandParser

from legalops.demo.logins import PASSPHRASE, demo_logins

HELP = "List one demo log-in for each role."


def add_arguments(parser: CommandParser) -> None:
    """None."""


def run(command: BaseCommand, options: dict) -> None:
    """Print the table."""
    logins = demo_logins()
    if not logins:
        command.stdout.write("No demo department is loaded. Load one with: manage.py demo load --size small")
        return
    rows = [(each.role, each.name, each.email, each.start) for each in logins]
    rows.insert(0, ("Role", "Name", "E-mail", "Start here"))
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        command.stdout.write(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )
    command.stdout.write(f"\nPassword of all: {PASSPHRASE}")
