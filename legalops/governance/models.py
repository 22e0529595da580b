"""Who looked at the product as whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ViewAs(models.Model):
    """From when until when one person looked at the pages as another sees them, and why.

    It is over when its time is over, whether or not anything has written `ended_at` by then.
    """

    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("view as another person")
        verbose_name_plural = _("views as another person")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("began_at")), name="view_as_ends_after_start")
        ]
        indexes = [models.Index(fields=["until"], name="view_as_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.viewer} → {self.person}"
