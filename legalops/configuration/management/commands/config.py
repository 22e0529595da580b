"""`manage.py config VERB …`: a thin door; each verb is a module of `config_verbs`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.configuration.management.config_verbs import apply, diff, export
from legalops.kernel.errors import DomainError

VERBS = {"export": export, "diff": diff, "apply": apply}


class Command(BaseCommand):
    """Writes, compares and applies configuration files."""

    help = "Write, compare and apply the configuration as files."

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand for each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, module in VERBS.items():
            module.add_arguments(verbs.add_parser(name, help=module.HELP, description=module.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb and leave with its exit code; files that cannot be used are 2."""
        try:
            code = VERBS[options["verb"]].run(options, self.stdout)
        except DomainError as refusal:
            self.stderr.write(refusal.message)
            sys.exit(2)
        if code:
            sys.exit(code)
