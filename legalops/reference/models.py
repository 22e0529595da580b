"""Kinds of reference data. Every row is a code over a half-open period; the database refuses overlaps."""

from collections.abc import Collection
from datetime import date, timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import DateRangeOf
from legalops.fx.models import currency_code
from legalops.reference.querysets import CodeQuerySet

code_text = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", _("A code holds letters, digits and . _ / - only, without spaces.")
)
country_code = RegexValidator(r"^[A-Z]{2}$", _("Use the two capital letters of ISO 3166, such as US."))


def _country() -> models.CharField:
    return models.CharField(_("country"), max_length=2, blank=True, validators=[country_code])


class Code(models.Model):
    """A code that holds from one day until another; an empty end is open, an empty beginning was always.

    The same code may come back in a later period under another name: what refers to it refers to the row.
    """

    code = models.CharField(_("code"), max_length=30, validators=[code_text])
    name = models.CharField(_("name"), max_length=120)
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: from the beginning.")
    )
    valid_until = models.DateField(
        _("valid until (not included)"), null=True, blank=True, help_text=_("Empty: until further notice.")
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="%(class)s_period_forward",
                violation_error_message=_("It must end after it begins."),
            ),
            ExclusionConstraint(
                name="%(class)s_code_no_overlap",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (DateRangeOf("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This code is in use in part of this period. Choose another code, or a period outside it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """Put the code into capitals; refuse a place under itself and a period that ends before it begins."""
        self.code = self.code.strip().upper()
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            # Said of a field, so that the database is not asked about a range that cannot be.
            raise ValidationError({"valid_until": _("It must end after it begins.")})
        above = getattr(self, "parent_id", None)
        while above is not None:
            if above == self.pk:
                raise ValidationError({"parent": _("It cannot stand under itself.")})
            # Read anew: what is held in memory is from before somebody else's change.
            rows = type(self)._default_manager.filter(pk=above)
            above = rows.values_list("parent_id", flat=True).first()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As the database has it, but for a new code before which its earlier period gives way."""
        same = type(self)._default_manager.filter(code=self.code)
        start, end = self.valid_from, self.valid_until
        if self.pk is None and not any(held.stands_in_the_way(start, end) for held in same):
            return
        super().validate_constraints(exclude=exclude)

    def gives_way(self, since: date | None) -> bool:
        """Whether it ends by itself when the same code begins anew on a day."""
        if since is None or self.valid_until is not None:
            return False
        return self.valid_from is None or self.valid_from < since

    def stands_in_the_way(self, since: date | None, until: date | None) -> bool:
        """Whether it keeps the same code from beginning anew for a period; an empty end is open."""
        before_its_end = since is None or not self.ended(since)
        after_its_start = until is None or self.valid_from is None or self.valid_from < until
        return before_its_end and after_its_start and not self.gives_way(since)

    @property
    def last_day(self) -> date | None:
        """The last day in force, or None while no end is known."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and not self.ended(on)

    def ended(self, on: date) -> bool:
        """Whether a day comes too late for it."""
        return self.valid_until is not None and self.valid_until <= on

    def in_force_between(self, first: date, last: date) -> bool:
        """Whether it holds on some day from the first to the last, both included."""
        return (self.valid_from is None or self.valid_from <= last) and not self.ended(first)


@pghistory.track()
class LegalEntity(Code):
    """A company of the group."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    country = _country()
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[currency_code])
    tax_number = models.CharField(_("tax or register number"), max_length=40, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("legal entity")
        verbose_name_plural = _("legal entities")


@pghistory.track()
class Department(Code):
    """A part of the business that legal work is done for."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )

    class Meta(Code.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")


@pghistory.track()
class CostCentre(Code):
    """Who bears a cost: a cost centre, of an entity and a department where they are named."""

    legal_entity = models.ForeignKey(
        LegalEntity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cost_centres",
        verbose_name=_("legal entity"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cost_centres",
        verbose_name=_("department"),
    )

    class Meta(Code.Meta):
        verbose_name = _("cost centre")
        verbose_name_plural = _("cost centres")


@pghistory.track()
class LedgerAccount(Code):
    """An account of the general ledger."""

    class Meta(Code.Meta):
        verbose_name = _("general-ledger account")
        verbose_name_plural = _("general-ledger accounts")


@pghistory.track()
class TaxCode(Code):
    """A tax code with its rate in per cent of the net amount."""

    country = _country()
    rate = models.DecimalField(
        _("rate in per cent"),
        max_digits=6,
        decimal_places=3,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta(Code.Meta):
        verbose_name = _("tax code")
        verbose_name_plural = _("tax codes")


@pghistory.track()
class Court(Code):
    """A court or another body that decides."""

    country = _country()
    place = models.CharField(_("place"), max_length=80, blank=True)

    class Meta(Code.Meta):
        verbose_name = _("court")
        verbose_name_plural = _("courts")
