"""The matter, its type, stages and people."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team
from legalops.fields.models import Customised
from legalops.fx.models import currency_code
from legalops.reference.models import CostCentre, Department, LegalEntity
from matters.enums import MemberRole, StageCategory
from matters.querysets import MatterQuerySet, OfMatterQuerySet


class MatterType(models.Model):
    """A kind of matter and the UTBMS set its invoices are coded in."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=80)
    code_set = models.CharField(_("task code set"), max_length=20, default="LITIGATION")
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("matter type")
        verbose_name_plural = _("matter types")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A step in a matter's life."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"))
    category = models.CharField(
        _("category"), max_length=10, choices=StageCategory, default=StageCategory.OPEN
    )

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Matter(Customised):
    """One legal matter of the department."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    matter_type = models.ForeignKey(MatterType, models.PROTECT, related_name="matters")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="matters", editable=False)
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="matters", null=True, blank=True, verbose_name=_("team")
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_matters", verbose_name=_("lead attorney")
    )
    description = models.TextField(_("description"), blank=True)
    business_unit = models.CharField(_("business unit"), max_length=80, blank=True)
    legal_entity = models.ForeignKey(
        LegalEntity,
        models.PROTECT,
        related_name="matters",
        null=True,
        blank=True,
        verbose_name=_("legal entity"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="matters",
        null=True,
        blank=True,
        verbose_name=_("department"),
    )
    cost_centre = models.ForeignKey(
        CostCentre,
        models.PROTECT,
        related_name="matters",
        null=True,
        blank=True,
        verbose_name=_("cost centre"),
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD", validators=[currency_code])
    restricted = models.BooleanField(
        _("restricted"), default=False, help_text=_("Only the people on the matter can see that it exists.")
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-opened_on", "-id"]
        indexes = [
            *Customised.Meta.indexes,
            models.Index(fields=["-opened_on", "-id"], name="matter_newest"),
            models.Index(fields=["restricted", "team", "-opened_on", "-id"], name="matter_scope"),
            models.Index(fields=["lead", "-opened_on"], name="matter_lead_newest"),
            # Search looks for a part of either, whatever its case.
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="matter_number_part"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="matter_name_part"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="matter_closed_after_opened",
                violation_error_message=_("A matter cannot close before it opened."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class MatterMember(models.Model):
    """A person works on a matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="matter_memberships")
    role = models.CharField(_("role"), max_length=10, choices=MemberRole)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on the matter")
        verbose_name_plural = _("people on the matter")
        constraints = [models.UniqueConstraint(fields=["matter", "user"], name="member_once_per_matter")]
        indexes = [models.Index(fields=["user", "matter"], name="member_user_matter")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
