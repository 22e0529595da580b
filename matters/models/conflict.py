"""Conflict checks: what was asked, what was found, what was decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.contacts.models import Contact
from legalops.requests.models import Request
from matters.enums import CheckState, HitDecision
from matters.models.matter import Matter
from matters.querysets import CheckQuerySet, HitQuerySet


class ConflictSettings(models.Model):
    """How much alike names must be, and how far relations are followed; one row, kept by administrators."""

    code = models.SlugField(max_length=20, unique=True, default="standard", editable=False)
    least = models.PositiveSmallIntegerField(
        _("show from"), default=78, help_text=_("Names less alike than this, of 100, are no hits.")
    )
    strong = models.PositiveSmallIntegerField(
        _("strong from"), default=90, help_text=_("Hits below this, of 100, weigh one degree less.")
    )
    depth = models.PositiveSmallIntegerField(
        _("relations followed"), default=2, help_text=_("0 follows none, 2 reaches a sister company.")
    )

    class Meta:
        verbose_name = _("conflict check settings")
        verbose_name_plural = _("conflict check settings")
        constraints = [
            models.CheckConstraint(condition=Q(least__range=(50, 100)), name="conflict_least_range"),
            models.CheckConstraint(condition=Q(strong__range=(50, 100)), name="conflict_strong_range"),
            models.CheckConstraint(condition=Q(depth__lte=3), name="conflict_depth_range"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ConflictCheck(models.Model):
    """The check of one matter or one request; run again whenever its names change.

    `names` are those that the last run asked for. It is out of date while they are not the present ones.
    """

    matter = models.OneToOneField(
        Matter, models.CASCADE, null=True, blank=True, related_name="conflict_check"
    )
    request = models.OneToOneField(
        Request, models.CASCADE, null=True, blank=True, related_name="conflict_check"
    )
    state = models.CharField(_("state"), max_length=8, choices=CheckState, default=CheckState.OPEN)
    names = ArrayField(models.CharField(max_length=200), default=list)
    stale = models.BooleanField(_("out of date"), default=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    run_at = models.DateTimeField(_("run"), null=True)
    looked_through = models.PositiveIntegerField(_("names looked through"), default=0)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(_("decided"), null=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict check")
        verbose_name_plural = _("conflict checks")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=False, request__isnull=True)
                | Q(matter__isnull=True, request__isnull=False),
                name="check_of_one_record",
            )
        ]
        indexes = [models.Index(fields=["state", "-asked_at"], name="check_by_state")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.matter or self.request}"

    @property
    def subject(self) -> Matter | Request:
        """What is checked."""
        return self.matter if self.matter_id else self.request


class ConflictHit(models.Model):
    """A name asked for met one that is known, for reasons, with a severity; and what was decided about it.

    `found_matter` is where: whoever may not see that matter does not see the hit, only a conflict reviewer
    learns that there is one (ADR 13). `current` is whether the last run found it.
    """

    check_of = models.ForeignKey(ConflictCheck, models.CASCADE, related_name="hits")
    asked = models.CharField(_("asked for"), max_length=200)
    asked_role = models.CharField(max_length=80, blank=True)
    asked_side = models.CharField(max_length=8)
    source = models.CharField(max_length=12)
    record_id = models.BigIntegerField()
    found = models.CharField(_("found"), max_length=200)
    found_role = models.CharField(max_length=80, blank=True)
    found_side = models.CharField(max_length=8)
    found_matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+")
    found_contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(_("likeness"))
    severity = models.CharField(_("severity"), max_length=8)
    reasons = models.JSONField(default=list)
    current = models.BooleanField(default=True)
    decision = models.CharField(_("decision"), max_length=8, choices=HitDecision, default=HitDecision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = HitQuerySet.as_manager()

    class Meta:
        verbose_name = _("hit")
        verbose_name_plural = _("hits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "asked", "source", "record_id"], name="hit_once_per_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.found}"
