"""Waivers of conflicts (features 2.19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.files.models import File
from matters.enums import WaiverState
from matters.models.conflict import ConflictHit
from matters.querysets import WaiverQuerySet


class ConflictWaiver(models.Model):
    """Somebody was asked to agree although their interests conflict; what for, and until when it holds.

    `letter` is a file of the matter that is checked.
    """

    hit = models.ForeignKey(ConflictHit, models.CASCADE, related_name="waivers")
    asked_of = models.CharField(_("asked of"), max_length=200)
    scope = models.TextField(_("scope"), help_text=_("What they agree to, and what stays excluded."))
    state = models.CharField(_("state"), max_length=10, choices=WaiverState, default=WaiverState.REQUESTED)
    requested_on = models.DateField(_("requested on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    expires_on = models.DateField(_("ends on"), null=True, blank=True)
    letter = models.ForeignKey(
        File, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner")
    )

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict waiver")
        verbose_name_plural = _("conflict waivers")
        ordering = ["expires_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="requested") | Q(state="withdrawn") | Q(answered_on__isnull=False),
                name="waiver_answered_on",
            )
        ]
        indexes = [models.Index(fields=["state", "expires_on"], name="waiver_expiring")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.asked_of}"
