"""What a handler knows about the job it does."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from legalops.jobs.models import Job
from legalops.jobs.pulse import Progress, Pulse

if TYPE_CHECKING:
    from legalops.accounts.models import User


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must stop and leave no trace."""


class JobContext:
    """The running job, for its handler: `progress`, `heartbeat`, `fence`, and who asked for it."""

    def __init__(self, job: Job, pulse: Pulse | None = None) -> None:
        self._job, self._pulse = job, pulse

    @property
    def job_id(self) -> int:
        """Primary key of the job row."""
        return self._job.pk

    @property
    def name(self) -> str:
        """Registered name, such as "billing.import_submission"."""
        return self._job.name

    @property
    def attempt(self) -> int:
        """1 at the first attempt."""
        return self._job.attempts

    @property
    def is_last_attempt(self) -> bool:
        """Whether a failure now is final."""
        return self._job.attempts >= self._job.max_attempts

    @property
    def actor(self) -> "User | None":
        """Who asked for the work; None for work nobody asked for."""
        return self._job.created_by

    @property
    def correlation_id(self) -> UUID:
        """Id of the action that asked for the work; the ledger rows of the job carry it already."""
        return self._job.correlation_id

    def progress(self, done: int, total: int = 0, text: str = "") -> None:
        """Show how far the work is, at most twice a second and before the work commits.

        Raises LeaseLost when another worker has taken over; let it pass.
        """
        if self._pulse:
            self._pulse.report(Progress(done, total, text))
        self.heartbeat()

    def heartbeat(self) -> None:
        """Raise LeaseLost when another worker has taken over. The lease itself is renewed for you."""
        if self._pulse and self._pulse.lost:
            raise LeaseLost(f"Job {self.job_id} was taken over.")

    def fence(self) -> None:
        """Call last in the transaction of the work: commit only while the job is still this worker's.

        Holds the job row until the transaction ends, so nobody can take over in between. Raises LeaseLost.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("fence() protects a transaction; there is none.")
        rows = Job.objects.select_for_update(of=("self",)).filter(pk=self.job_id)
        if not rows.held_by(self._job.lease_token).exists():
            raise LeaseLost(f"Job {self.job_id} was taken over.")
