"""Who reads the ledger: those who audit, without the events of records that are hidden from them."""

from typing import Self

from django.db.models import Q

from legalops.access import capabilities as can
from legalops.access.querysets import ScopedQuerySet
from legalops.access.services import has_capability
from legalops.audit import registry


class AuditEventQuerySet(ScopedQuerySet):
    """Events."""

    def visible_to(self, user) -> Self:
        """Everything for auditors but events of guarded records (matters, invoices) they may not see."""
        return self.unhidden_from(user) if has_capability(user, can.AUDIT_VIEW) else self.none()

    def unhidden_from(self, user) -> Self:
        """Without the events of guarded records that this person may not see."""
        guards = registry.guards()
        seen = ~Q(subject_type__in=list(guards))
        for subject_type, visible_ids in guards.items():
            seen |= Q(subject_type=subject_type, subject_id__in=visible_ids(user))
        return self.filter(seen)
