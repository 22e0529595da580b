"""Reading the ledger: always of subjects that the caller has already been allowed to see."""

from django.db import models
from django.db.models import Q

from legalops.audit.models import AuditEvent


def events_of(*subjects: models.Model) -> models.QuerySet[AuditEvent]:
    """Newest first; the caller passes only records from its own `visible_to`."""
    wanted = Q(pk__in=[])
    for subject in subjects:
        wanted |= Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return AuditEvent.objects.filter(wanted).order_by("-id")
