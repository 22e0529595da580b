"""Standard hourly rates by period; the database refuses overlaps."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import DateRangeOf
from legalops.fx.models import currency_code
from vendors.models.timekeeper import Timekeeper
from vendors.querysets import RateQuerySet


class RatePeriod(models.Model):
    """Amount per hour in a currency over a half-open period; an empty end is open."""

    amount = models.DecimalField(
        _("amount per hour"), max_digits=12, decimal_places=4, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until (not included)"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(class)s_period_forward",
                violation_error_message=_("The rate must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} from {self.valid_from}"


@pghistory.track()
class Rate(RatePeriod):
    """An approved standard rate of a timekeeper."""

    timekeeper = models.ForeignKey(Timekeeper, models.CASCADE, related_name="rates")

    objects = RateQuerySet.as_manager()

    class Meta(RatePeriod.Meta):
        verbose_name = _("standard rate")
        verbose_name_plural = _("standard rates")
        constraints = [
            *RatePeriod.Meta.constraints,
            ExclusionConstraint(
                name="rate_no_overlap",
                expressions=[
                    ("timekeeper", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (DateRangeOf("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Another standard rate of this timekeeper covers part of this period."
                ),
            ),
        ]
