"""Roles, their assignment to people, and authority limits."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities
from legalops.access.querysets import RoleQuerySet


@pghistory.track()
class Role(models.Model):
    """A named set of capabilities."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(
        _("who it is for"), blank=True, help_text=_("A sentence that tells whom to give it to.")
    )
    capabilities = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    mfa_required = models.BooleanField(
        _("second factor required"),
        default=False,
        help_text=_("Whoever has the role sets up a passkey or an authenticator app before anything else."),
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse capabilities the product does not know."""
        unknown = sorted(set(self.capabilities) - capabilities.ALL)
        if unknown:
            raise ValidationError({"capabilities": _("Unknown capability: %s") % ", ".join(unknown)})


@pghistory.track()
class RoleAssignment(models.Model):
    """A person has a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_assignments")
    role = models.ForeignKey(Role, models.PROTECT, related_name="assignments")

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class DateRangeOf(Func):
    """The half-open date range of two columns; a null end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


@pghistory.track()
class AuthorityLimit(models.Model):
    """Up to which amount, in base currency, a person may approve, from and until when.

    A limit for one kind of record ("invoice") goes before the one for all kinds, whose kind is empty.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="authority_limits")
    amount = models.DecimalField(
        _("limit in base currency"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    kind = models.CharField(
        _("kind of record"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Empty means every kind without a limit of its own."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until (not included)"), null=True, blank=True)

    class Meta:
        verbose_name = _("authority limit")
        verbose_name_plural = _("authority limits")
        ordering = ["user__full_name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="authority_limit_period_forward",
                violation_error_message=_("The limit must end after it begins."),
            ),
            ExclusionConstraint(
                name="authority_limit_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateRangeOf("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person has another limit of this kind in the same period."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.amount}"

    def clean(self) -> None:
        """Refuse a period that ends before it begins: the database cannot be asked about such a range."""
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValidationError({"valid_until": _("The limit must end after it begins.")})


class SwitchedOffModule(models.Model):
    """A part of the product that nobody uses for the time being; `legalops.access.modules` names them."""

    code = models.SlugField(_("module"), unique=True)
    since = models.DateTimeField(_("off since"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("module switched off")
        verbose_name_plural = _("modules switched off")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
