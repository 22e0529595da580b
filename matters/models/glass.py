"""Break-glass: sight of a hidden matter for a while, with a reason; and who read what is restricted."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


@pghistory.track()
class BreakGlassGrant(models.Model):
    """From when until when a person reads one matter that is otherwise hidden from them, and why.

    It ends when its time is over, whether or not anything has written `ended_at` by then.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="glass_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("break-glass access")
        verbose_name_plural = _("break-glass accesses")
        indexes = [
            models.Index(fields=["user", "matter"], name="glass_standing", condition=Q(ended_at__isnull=True))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("granted_at")), name="glass_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.matter.number}"


class RestrictedRead(models.Model):
    """A person read a restricted or walled matter within this hour; written once, then the ledger knows."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    hour = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "matter", "hour"], name="read_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.user}: {self.matter_id}"
