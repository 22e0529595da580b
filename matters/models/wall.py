"""Ethical walls: people screened off from a matter (ADR 3)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


@pghistory.track()
class EthicalWall(models.Model):
    """A wall stands from the moment it is raised until it is lifted."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="walls")
    reason = models.TextField(_("reason"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_on = models.DateField(
        _("stands until (not included)"),
        null=True,
        blank=True,
        help_text=_("It is lifted by itself on this day. Left empty, it stands until someone lifts it."),
    )
    warned_on = models.DateField(null=True, blank=True, editable=False)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("ethical wall")
        verbose_name_plural = _("ethical walls")
        indexes = [
            models.Index(fields=["expires_on"], name="wall_expiring", condition=Q(lifted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"Wall on {self.matter.number}"


@pghistory.track()
class ScreenedPerson(models.Model):
    """This person is behind the wall: the matter does not exist for them."""

    wall = models.ForeignKey(EthicalWall, models.CASCADE, related_name="screened")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="screened_from")

    class Meta:
        verbose_name = _("screened person")
        verbose_name_plural = _("screened people")
        constraints = [models.UniqueConstraint(fields=["wall", "user"], name="screened_once_per_wall")]
        indexes = [models.Index(fields=["user", "wall"], name="screened_user_wall")]

    def __str__(self) -> str:
        return str(self.user)


class WallAcknowledgement(models.Model):
    """A person on the matter has read what the wall asks of them."""

    wall = models.ForeignKey(EthicalWall, models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("acknowledgement of a wall")
        verbose_name_plural = _("acknowledgements of walls")
        constraints = [models.UniqueConstraint(fields=["wall", "user"], name="acknowledged_once_per_wall")]

    def __str__(self) -> str:
        return str(self.user)
