"""The sign of life of a running job: renews its lease and publishes its progress, beside the work."""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.db import Error as AnyDatabaseError
from django.db import connection
from django.db.models.functions import Now

from legalops.jobs.models import Job

TICK_SECONDS = 0.5
_TEXT_LENGTH = Job._meta.get_field("progress_text").max_length

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: items done, items in all (0 = unknown), and what is being done."""

    done: int = 0
    total: int = 0
    text: str = ""

    def columns(self) -> dict[str, Any]:
        """The job's columns that show it."""
        return {
            "progress_done": max(self.done, 0),
            "progress_total": max(self.total, 0),
            "progress_text": self.text[:_TEXT_LENGTH],
        }


class Pulse:
    """Beats in a thread with a database connection of its own, so that it is seen before the work commits.

    Within a caller's open transaction (a test, a command that drains the queue) there is nothing another
    connection could see; then it beats in place, when progress is reported.
    """

    def __init__(self, job_id: int, token: UUID, lease: float) -> None:
        self._job_id, self._token, self._lease = job_id, token, lease
        self._inline = connection.in_atomic_block
        self._stop = threading.Event()
        self._renewed = self._beaten = time.monotonic()
        self._written = Progress()
        self._refused = False
        self.latest = Progress()

    def __enter__(self) -> Self:
        if not self._inline:
            self._thread = threading.Thread(target=self._run, name=f"job-{self._job_id}-pulse", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._stop.set()
        if not self._inline:
            self._thread.join(self._lease)

    @property
    def lost(self) -> bool:
        """Whether another worker may have taken the job over."""
        return self._refused or (not self._inline and time.monotonic() - self._renewed > self._lease)

    def report(self, progress: Progress) -> None:
        """Keep the newest progress; it is written at the next beat."""
        self.latest = progress
        if self._inline and time.monotonic() - self._beaten >= TICK_SECONDS:
            self._beat()

    def _run(self) -> None:
        tick = min(TICK_SECONDS, self._lease / 4)
        try:
            while not self._stop.wait(tick) and not self._refused:
                if self._has_news() or time.monotonic() - self._renewed >= self._lease / 3:
                    self._beat_or_log()
        finally:
            connection.close()

    def _has_news(self) -> bool:
        return self.latest != self._written

    def _beat_or_log(self) -> None:
        try:
            self._beat()
        except AnyDatabaseError:
            # The database may be back at the next beat; if not, the lease runs out and `lost` says so.
            log.warning("Job %s could not renew its lease.", self._job_id, exc_info=True)
            connection.close()

    def _beat(self) -> None:
        progress, began = self.latest, time.monotonic()
        rows = Job.objects.filter(pk=self._job_id).held_by(self._token)
        kept = rows.update(lease_until=Now() + timedelta(seconds=self._lease), **progress.columns())
        self._refused = not kept
        if kept:
            self._renewed, self._written = began, progress
        self._beaten = time.monotonic()
