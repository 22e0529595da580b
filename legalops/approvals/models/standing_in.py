"""Who decides for whom, and who is away."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.approvals.querysets import OwnedQuerySet

_PERSON = settings.AUTH_USER_MODEL
_FORWARD = Q(until__isnull=True) | Q(until__gte=F("starts"))


@pghistory.track()
class Delegation(models.Model):
    """From the first to the last day, both included, `stand_in` decides what `person` is asked.

    With `with_authority` up to the person's own limit, else up to the stand-in's.
    """

    person = models.ForeignKey(_PERSON, models.CASCADE, related_name="delegations")
    stand_in = models.ForeignKey(
        _PERSON, models.PROTECT, related_name="stands_in", verbose_name=_("who decides instead")
    )
    starts = models.DateField(_("from"))
    until = models.DateField(_("until (included)"), null=True, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("kinds of records"),
        help_text=_("None means all."),
    )
    with_authority = models.BooleanField(_("with the same authority"), default=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended early"), null=True, editable=False)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_FORWARD, name="delegation_forward"),
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="delegation_to_another"),
        ]
        indexes = [
            models.Index(fields=["stand_in"], condition=Q(ended_at__isnull=True), name="delegation_to"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.stand_in}"


@pghistory.track()
class Absence(models.Model):
    """A person is away from the first to the last day, both included: others are preferred where a policy
    leaves the choice.
    """

    person = models.ForeignKey(_PERSON, models.CASCADE, related_name="absences")
    starts = models.DateField(_("from"))
    until = models.DateField(_("until (included)"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended early"), null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts", "-pk"]
        constraints = [models.CheckConstraint(condition=_FORWARD, name="absence_forward")]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts}"
