"""`demo load`: make a department."""

import time
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from legalops.accounts.models import User
from legalops.audit import chain
from legalops.demo import manifest
from legalops.demo.emptying import empty_database
from legalops.demo.loading.run import load_through_services
from legalops.demo.multiplying import multiply
from legalops.demo.plan.build import build_plan
from legalops.demo.plan.sizes import LARGE_LINES, SIZES, SMALL
from legalops.kernel import clock

_EVERYTHING = 10_000_000
HELP = "Load a synthetic department into an empty database."


def add_arguments(parser: CommandParser) -> None:
    """Size, seed, date."""
    parser.add_argument(
        "--size", default="small", help="tiny, small, large (a million lines) or a number of lines"
    )
    parser.add_argument("--seed", type=int, default=7, help="another seed tells another department")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, help="the demo's today, YYYY-MM-DD (default today)"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="empty the database first; in production settings, load into an empty one all the same",
    )


def run(command: BaseCommand, options: dict) -> None:
    """Refuse politely, or load and print what was made."""
    began = time.monotonic()

    def tell(text: str) -> None:
        command.stdout.write(f"{time.monotonic() - began:6.1f} s  {text}")
        command.stdout.flush()

    size, lines = _size(options["size"])
    # One transaction: a load that dies leaves what was there before.
    with transaction.atomic():
        _make_room(options["force"], tell)
        plan = build_plan(options["seed"], options["as_of"] or clock.today(), SIZES[size])
        tell(f"{len(plan.invoices):,} invoices planned")
        load_through_services(plan, tell)
        if lines:
            multiply(lines, tell)
        tell(f"{chain.seal(limit=_EVERYTHING):,} events of the ledger sealed")
    _report(command)
    tell("done")


def _size(asked: str) -> tuple[str, int]:
    """The named size, and how many lines to multiply it to (0: none)."""
    if asked in SIZES:
        return asked, 0
    if asked == "large":
        return SMALL.name, LARGE_LINES
    if asked.isdecimal() and int(asked) > 0:
        return SMALL.name, int(asked)
    raise CommandError(f"Sizes are {', '.join(SIZES)}, large or a number of lines, not {asked}.")


def _make_room(force: bool, tell: Callable[[str], None]) -> None:
    production = not getattr(settings, "DEMO_WELCOME", False)
    inhabited = User.objects.filter(is_system=False).exists()
    if production and not force:
        raise CommandError(
            "These are production settings, and demo people share a known password. Nothing was loaded. "
            "Use --force to load the demo into an empty database all the same."
        )
    if not inhabited:
        return
    if production or not force:
        raise CommandError(
            "This database has people already; the demo is loaded into an empty one. Nothing was changed. "
            "Start anew with: make reset"
            + ("" if production else ", or empty this database and load again with --force")
            + "."
        )
    tell("emptying the database")
    empty_database()


def _report(command: BaseCommand) -> None:
    command.stdout.write(manifest.identity())
    for moment in manifest.moments():
        verdict = "" if moment.within else "  (outside)"
        command.stdout.write(
            f"  {moment.name}: {moment.value}{moment.unit}, aimed at {moment.low} to {moment.high}{verdict}"
        )
    states = ", ".join(f"{count:,} {state.replace('_', ' ')}" for state, count in manifest.states().items())
    command.stdout.write(f"  invoices: {states}")
