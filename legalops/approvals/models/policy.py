"""Policies as they are edited, and their versions as they were published."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.approvals.enums import StepMode, Who


@pghistory.track()
class Policy(models.Model):
    """Who approves records of a kind, under which conditions. What counts is the version published last."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    record_type = models.CharField(_("kind of record"), max_length=40)
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=100,
        help_text=_(
            "Policies are tried from the smallest number; the first whose conditions are met counts."
        ),
    )
    conditions = models.JSONField(
        _("conditions"),
        default=list,
        blank=True,
        help_text=_("All of them have to be met. None means that the policy always fits."),
    )
    within_authority = models.BooleanField(
        _("someone with authority for the amount must approve"),
        default=True,
        help_text=_("Where nobody asked has it, the nearest person who has is asked last."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    published = models.ForeignKey(
        "approvals.PolicyVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published version"),
    )

    class Meta:
        verbose_name = _("approval policy")
        verbose_name_plural = _("approval policies")
        ordering = ["record_type", "position", "name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PolicyStep(models.Model):
    """One step: who is asked, how many of them have to approve, and what happens when they are late."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(
        _("order"), help_text=_("Steps of the same order are asked at the same time.")
    )
    who = models.CharField(_("who"), max_length=10, choices=Who, default=Who.ROLE)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("people")
    )
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    relation = models.CharField(_("part in the record"), max_length=60, blank=True)
    otherwise = models.CharField(
        _("otherwise"),
        max_length=60,
        blank=True,
        help_text=_("Who stands in, by their part in the record, for those who cannot be asked."),
    )
    mode = models.CharField(_("how many"), max_length=5, choices=StepMode, default=StepMode.ANY)
    needed = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    skip_if_nobody = models.BooleanField(_("left out if nobody can be asked"), default=False)
    due_after = models.PositiveSmallIntegerField(_("due after (working days)"), null=True, blank=True)
    escalates_after = models.PositiveSmallIntegerField(
        _("escalates after (working days)"), null=True, blank=True
    )
    escalates_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("escalates to"),
    )
    escalates_to_role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or to the role"),
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_who_display()}"


class PolicyVersion(models.Model):
    """A policy as it was published; requests keep the version they were asked under. Never changed."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("version of a policy")
        verbose_name_plural = _("versions of policies")
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="policy_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return _("%(policy)s, version %(number)s") % {"policy": self.policy, "number": self.number}
