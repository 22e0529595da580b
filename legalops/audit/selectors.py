"""Reading the ledger: always of subjects that the caller has already been allowed to see."""

from django.db import models
from django.db.models import Q

from legalops.audit import registry
from legalops.audit.models import AuditEvent


def events_of(*subjects: models.Model) -> models.QuerySet[AuditEvent]:
    """Newest first; the caller passes only records from its own `visible_to`."""
    wanted = Q(pk__in=[])
    for subject in subjects:
        wanted |= Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return AuditEvent.objects.filter(wanted).order_by("-id")


def seen_by(user, events: models.QuerySet[AuditEvent]) -> models.QuerySet[AuditEvent]:
    """Events without those of guarded records (matters, invoices) that this person may not see."""
    guards = registry.guards()
    seen = ~Q(subject_type__in=list(guards))
    for subject_type, visible_ids in guards.items():
        seen |= Q(subject_type=subject_type, subject_id__in=visible_ids(user))
    return events.filter(seen)
