"""Reference data that administrators keep: code sets, reason codes, review rules."""

import pghistory
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.enums import CodeKind, Outcome
from matters.models import MatterType
from vendors.models import Firm


class BillingCode(models.Model):
    """A task, activity or expense code of a set (UTBMS or the department's own; domain/ledes.md §5)."""

    code_set = models.CharField(_("set"), max_length=20)
    code = models.CharField(_("code"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CodeKind)
    label = models.CharField(_("label"), max_length=150)
    phase = models.CharField(
        _("phase"), max_length=10, blank=True, help_text=_("Code of the phase above, such as L100.")
    )
    is_active = models.BooleanField(_("accepted on invoices"), default=True)

    class Meta:
        verbose_name = _("billing code")
        verbose_name_plural = _("billing codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class ReasonCode(models.Model):
    """Why a line was reduced, or a finding dismissed."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    label = models.CharField(_("label"), max_length=80)
    for_dismissal = models.BooleanField(_("for dismissing findings"), default=False)
    text_to_firm = models.CharField(_("usual note to the firm"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("reason code")
        verbose_name_plural = _("reason codes")
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class ReviewRule(models.Model):
    """A billing guideline rule as set here: parameters, scope and outcome (domain/ledes.md §7)."""

    code = models.CharField(_("rule"), max_length=10)
    name = models.CharField(_("name"), max_length=100)
    enabled = models.BooleanField(_("on"), default=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    matter_types = models.ManyToManyField(
        MatterType, blank=True, verbose_name=_("only these matter types"), related_name="+"
    )
    firms = models.ManyToManyField(Firm, blank=True, verbose_name=_("only these firms"), related_name="+")
    message = models.TextField(_("message to the firm"), blank=True)
    clause = models.CharField(_("guideline clause"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        verbose_name = _("review rule")
        verbose_name_plural = _("review rules")
        ordering = ["code", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
