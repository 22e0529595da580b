"""Runs of backups, restores and verifications: what health is told from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.keeping.enums import Kind


class KeepingRun(models.Model):
    """One run, from its beginning to its end; `is_whole` is false where something was found damaged."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"))
    is_whole = models.BooleanField(_("whole"))
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("run of keeping")
        verbose_name_plural = _("runs of keeping")
        ordering = ["-ended_at", "-id"]
        indexes = [models.Index(fields=["kind", "-ended_at"], name="keeping_run_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.ended_at:%Y-%m-%d %H:%M}"
