"""Firms on a matter: engagement, the numbers they know it by, their people and agreed rates."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import DateRangeOf
from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet
from vendors.models import Firm, Timekeeper
from vendors.models.rates import RatePeriod


class Engagement(models.Model):
    """A firm works on a matter."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="engagements")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="engagements")
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "firm"],
                condition=Q(ended_on__isnull=True),
                name="one_current_engagement",
                violation_error_message=_("This firm is engaged on the matter already."),
            )
        ]
        indexes = [models.Index(fields=["firm", "matter"], name="engagement_firm_matter")]

    def __str__(self) -> str:
        return f"{self.firm} on {self.matter.number}"


class MatterNumber(models.Model):
    """A number under which a firm bills a matter: mapped once, valid for ever (LEDES fields 4 and 24)."""

    firm = models.ForeignKey(Firm, models.CASCADE, related_name="+")
    number_key = models.CharField(_("number as billed, upper case"), max_length=60)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="firm_numbers")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("number used by a firm")
        verbose_name_plural = _("numbers used by firms")
        constraints = [
            models.UniqueConstraint(fields=["firm", "number_key"], name="matter_number_once_per_firm")
        ]

    def __str__(self) -> str:
        return f"{self.number_key} = {self.matter.number}"


class StaffedTimekeeper(models.Model):
    """A timekeeper accepted for a matter; a matter with any such row accepts nobody else of that firm."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="staffed_timekeepers")
    timekeeper = models.ForeignKey(Timekeeper, models.CASCADE, related_name="staffings")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("accepted timekeeper")
        verbose_name_plural = _("accepted timekeepers")
        constraints = [models.UniqueConstraint(fields=["matter", "timekeeper"], name="staffed_once")]

    def __str__(self) -> str:
        return str(self.timekeeper)


@pghistory.track()
class MatterRate(RatePeriod):
    """A rate agreed for one timekeeper on one matter; it replaces the standard rate."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="rates")
    timekeeper = models.ForeignKey(Timekeeper, models.CASCADE, related_name="matter_rates")

    objects = OfMatterQuerySet.as_manager()

    class Meta(RatePeriod.Meta):
        verbose_name = _("matter rate")
        verbose_name_plural = _("matter rates")
        constraints = [
            *RatePeriod.Meta.constraints,
            ExclusionConstraint(
                name="matter_rate_no_overlap",
                expressions=[
                    ("matter", RangeOperators.EQUAL),
                    ("timekeeper", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (DateRangeOf("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another rate for this matter covers part of this period."),
            ),
        ]
