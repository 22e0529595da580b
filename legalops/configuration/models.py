"""Runs that changed the configuration from files."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConfigurationRun(models.Model):
    """Files were applied: by whom, when, from which content and with which changes."""

    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("applied by")
    )
    applied_at = models.DateTimeField(_("applied"))
    fingerprint = models.CharField(_("hash of the files"), max_length=64)
    changes = models.JSONField(_("changes"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("applied configuration")
        verbose_name_plural = _("applied configurations")
        ordering = ["-applied_at", "-id"]

    def __str__(self) -> str:
        return f"{self.applied_at:%Y-%m-%d %H:%M}"
