"""Who reads the automation log: those who configure or audit, without records that are hidden from them."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import capabilities_of
from legalops.audit import registry
from legalops.automation import registry as automation

_READ = frozenset({can.CONFIGURE, can.AUDIT_VIEW})


class AutomationRunQuerySet(ScopedQuerySet):
    """Runs."""

    def visible_to(self, user: Any) -> Self:
        """For those who configure or audit: runs of no single record, of records that they may see, and of
        those whose runs are open to them.
        """
        if _READ.isdisjoint(capabilities_of(user)):
            return self.none()
        guards = registry.guards()
        seen = ~Q(subject_type__in=list(guards))
        for subject_type, visible_ids in guards.items():
            seen |= Q(subject_type=subject_type, record_id__in=visible_ids(user))
        for subject_type, ids in automation.opened().items():
            seen |= Q(subject_type=subject_type, record_id__in=ids())
        return self.filter(seen)

    def older_than(self, moment: datetime) -> Self:
        """Those last run before that moment."""
        return self.filter(ran_at__lt=moment)
