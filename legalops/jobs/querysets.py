"""The vocabulary of job rows. Leases and due times are compared on the database's clock, one for all."""

from typing import Self

from django.db.models import Q
from django.db.models.functions import Now

from legalops.access import capabilities
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability
from legalops.jobs.enums import JobState


class JobQuerySet(ScopedQuerySet):
    """Jobs."""

    def visible_to(self, user) -> Self:
        """A person sees the work they started; who configures the product sees all of it."""
        if has_capability(user, capabilities.CONFIGURE):
            return self
        return self.filter(created_by_id=user.pk) if user.pk else self.none()

    def due(self) -> Self:
        """Waiting, and not told to wait any longer."""
        return self.filter(Q(run_after__isnull=True) | Q(run_after__lte=Now()), state=JobState.QUEUED)

    def unheard(self) -> Self:
        """Due, and the last wake-up call was lost or is taking long."""
        return self.due().filter(wake_at__lte=Now())

    def stranded(self) -> Self:
        """Running by name only: the worker has shown no sign of life for a whole lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=Now())

    def held_by(self, token) -> Self:
        """Running under this lease and no other."""
        return self.filter(state=JobState.RUNNING, lease_token=token)
