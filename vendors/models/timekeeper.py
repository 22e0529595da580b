"""Timekeepers and their classes."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from vendors.enums import TimekeeperStatus
from vendors.models.firm import Firm, Office
from vendors.querysets import FirmOwnedQuerySet


class TimekeeperClass(models.Model):
    """A timekeeper classification such as PARTNR (LEDES list of 2014; domain/ledes.md §5.4)."""

    code = models.CharField(_("code"), max_length=10, primary_key=True)
    label = models.CharField(_("label"), max_length=80)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("timekeeper class")
        verbose_name_plural = _("timekeeper classes")
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class Timekeeper(models.Model):
    """A person of a firm whose time is billed, known by the firm's TIMEKEEPER_ID."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="timekeepers")
    code = models.CharField(_("timekeeper id"), max_length=20)
    last_name = models.CharField(_("last name"), max_length=60)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    classification = models.ForeignKey(TimekeeperClass, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.SET_NULL, null=True, blank=True, related_name="timekeepers")
    status = models.CharField(
        _("status"), max_length=10, choices=TimekeeperStatus, default=TimekeeperStatus.PENDING
    )

    objects = FirmOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("timekeeper")
        verbose_name_plural = _("timekeepers")
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                "firm",
                Upper("code"),
                name="timekeeper_code_once_per_firm",
                violation_error_message=_("This firm has a timekeeper with this id already."),
            ),
            models.CheckConstraint(condition=~Q(code=""), name="timekeeper_code_not_blank"),
        ]

    def __str__(self) -> str:
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


class TimekeeperAlias(models.Model):
    """An id under which a firm also bills a known timekeeper: mapped once, valid for ever."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="+")
    code_key = models.CharField(_("id as billed, upper case"), max_length=20)
    timekeeper = models.ForeignKey(Timekeeper, models.CASCADE, related_name="aliases")

    objects = FirmOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("timekeeper alias")
        verbose_name_plural = _("timekeeper aliases")
        constraints = [models.UniqueConstraint(fields=["firm", "code_key"], name="alias_once_per_firm")]

    def __str__(self) -> str:
        return f"{self.code_key} = {self.timekeeper}"
