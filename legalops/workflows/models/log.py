"""The automation log: every entry action with what it was given, what it did, or why it failed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.workflows.enums import ActionState
from legalops.workflows.models.run import Passage


class ActionRun(models.Model):
    """One entry action of one passage; a failed one may be run again."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("action"), max_length=40)
    given = models.JSONField(_("input"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ActionState)
    effect = models.TextField(_("effect"), blank=True)
    error = models.TextField(_("error"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    ran_at = models.DateTimeField(_("last run"))
    ran_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("automation run")
        verbose_name_plural = _("automation log")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "position"], name="action_once_per_passage")
        ]
        indexes = [models.Index(fields=["state", "-id"], name="automation_by_state")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_state_display()}"
