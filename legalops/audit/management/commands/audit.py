"""`manage.py audit {seal,verify}`: the ledger's chain (DESIGN §6)."""

import json

from django.core.management.base import BaseCommand, CommandError

from legalops.audit import chain


class Command(BaseCommand):
    """Seal new events, or walk the chain: exit 0 when it is whole, 1 when it is not."""

    help = "Seal the audit ledger or verify its hash chain."

    def add_arguments(self, parser) -> None:
        """Verb and output form."""
        parser.add_argument("verb", choices=["seal", "verify"])
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options) -> None:
        """Run the verb."""
        if options["verb"] == "seal":
            self.stdout.write(f"Sealed {chain.seal(limit=10_000_000)} events.")
            return
        self._verify(as_json=options["json"])

    def _verify(self, *, as_json: bool) -> None:
        result = chain.verify()
        if as_json:
            self.stdout.write(
                json.dumps(
                    {
                        "sealed": result.sealed,
                        "unsealed": result.unsealed,
                        "head": result.head,
                        "problems": result.problems,
                    }
                )
            )
        else:
            self.stdout.write(
                f"{result.sealed} sealed events, {result.unsealed} not sealed yet, head {result.head[:16]}."
            )
        for problem in result.problems:
            self.stderr.write(problem)
        if result.problems:
            raise CommandError(f"{len(result.problems)} broken links.", returncode=1)
