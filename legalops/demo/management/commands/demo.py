"""`manage.py demo load`, `demo logins`, `demo files`, `demo stories`."""

from django.core.management.base import BaseCommand, CommandParser

from legalops.demo.verbs import VERBS


class Command(BaseCommand):
    """A believable department: load it, list who to sign in as, write files to drop."""

    help = "Loads a synthetic legal department, lists its log-ins, writes sample LEDES files."

    def add_arguments(self, parser: CommandParser) -> None:
        """One sub-command per verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, module in VERBS.items():
            module.add_arguments(verbs.add_parser(name, help=module.HELP))

    def handle(self, *args, verb: str, **options) -> None:
        """Run the verb; a refusal is said and ends with exit code 1."""
        VERBS[verb].run(self, options)
