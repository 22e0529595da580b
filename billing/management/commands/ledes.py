"""`manage.py ledes VERB …`: a thin door; each verb is a module of `billing.management.ledes_verbs`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from billing.management.ledes_verbs import check, export, import_

VERBS = {"check": check, "import": import_, "export": export}


class Command(BaseCommand):
    """Checks, imports and exports LEDES invoices."""

    help = "Check, import and export LEDES invoices."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One subcommand for each verb."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for name, module in VERBS.items():
            module.add_arguments(verbs.add_parser(name, help=module.HELP, description=module.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb and leave with its exit code."""
        code = VERBS[options["verb"]].run(options, self.stdout, self.stderr)
        if code:
            sys.exit(code)
