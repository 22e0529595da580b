"""`demo load`: make a department."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from legalops.accounts.models import User
from legalops.demo.loading.run import load_through_services
from legalops.demo.plan.build import build_plan
from legalops.demo.plan.sizes import SIZES
from legalops.kernel import clock

HELP = "Load a synthetic department into an empty database."


def add_arguments(parser: CommandParser) -> None:
    """Size and seed."""
    parser.add_argument("--size", default="small", help="tiny, small, large, or a number of lines")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--force", action="store_true", help="load in production settings too")


def run(command: BaseCommand, options: dict) -> None:
    """Refuse politely, or load and print what was made."""
    refuse(options["force"])
    began = time.monotonic()

    def tell(text: str) -> None:
        command.stdout.write(f"  {text}")
        command.stdout.flush()

    plan = build_plan(options["seed"], clock.today(), SIZES[options["size"]])
    tell(f"planned {len(plan.invoices):,} invoices in {time.monotonic() - began:.1f} s")
    load_through_services(plan, tell)
    command.stdout.write(f"Demo department loaded in {time.monotonic() - began:.0f} s.")


def refuse(force: bool) -> None:
    """Raises CommandError in a database with people, and in production settings without --force."""
    if User.objects.filter(is_system=False).exists():
        raise CommandError(
            "This database has people already. The demo is loaded into an empty one: make reset."
        )
    if settings.SETTINGS_MODULE.endswith("production") and not force:
        raise CommandError(
            "These are production settings. Demo people share a known password; use --force if sure."
        )
