"""`manage.py metrics VERB …`: a thin door; each verb is a module of `dashboards.management.metrics_verbs`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dashboards.management.metrics_verbs import rebuild, refresh, show, verify

VERBS = {"refresh": refresh, "rebuild": rebuild, "verify": verify, "show": show}


class Command(BaseCommand):
    """Adds up, rebuilds, checks and prints metrics."""

    help = "Add up, rebuild, check and print metrics."

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
