"""manage.py jobs {list,run,sweep}: look at the queue and work it without Celery."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.jobs.enums import JobState
from legalops.jobs.models import Job
from legalops.jobs.services.running import run_pending
from legalops.jobs.services.sweeping import sweep

COLUMNS = ("id", "name", "key", "state", "attempts", "progress_done", "progress_total", "created_at", "error")


class Command(BaseCommand):
    """Thin doors to jobs.services."""

    help = "List background jobs, run the waiting ones in this process, or sweep once."

    def add_arguments(self, parser: CommandParser) -> None:
        """One verb each."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help="newest jobs first")
        listing.add_argument("--state", choices=JobState.values)
        listing.add_argument("--limit", type=int, default=50)
        listing.add_argument("--json", action="store_true", dest="as_json")
        running = verbs.add_parser("run", help="do the waiting jobs in this process")
        running.add_argument("--limit", type=int)
        verbs.add_parser("sweep", help="recover stranded jobs and wake workers, once")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Dispatch to the verb."""
        getattr(self, f"_{verb}")(**options)

    def _list(self, *, state: str | None, limit: int, as_json: bool, **_: Any) -> None:
        jobs = Job.objects.filter(state=state) if state else Job.objects.all()
        rows = list(jobs.values(*COLUMNS)[:limit])
        self.stdout.write(_as_json(rows) if as_json else _as_text(rows))

    def _run(self, *, limit: int | None, **_: Any) -> None:
        self.stdout.write(f"{run_pending(limit)} done")

    def _sweep(self, **_: Any) -> None:
        swept = sweep()
        self.stdout.write(f"{swept.started} started, {swept.recovered} recovered, {swept.woken} woken")


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, default=str, indent=2)


def _as_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(_line(row) for row in rows) or "No jobs."


def _line(row: dict[str, Any]) -> str:
    how_far = f"{row['attempts']}x  {row['progress_done']}/{row['progress_total']}"
    what = f"{row['created_at']:%Y-%m-%d %H:%M:%S}  {row['name']} {row['key']}  {row['error']}"
    return f"{row['id']:>8}  {row['state']:<9} {how_far}  {what}".rstrip()
