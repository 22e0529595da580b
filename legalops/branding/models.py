"""The one row of what the department set."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.documents.models import Document
from legalops.kernel import languages, notations

DEPARTMENT = "department"
MOST_NAME, MOST_WELCOME, MOST_CONTACT = 40, 300, 200


class Branding(models.Model):
    """Name, logo, accent and words; empty for the product's own."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=DEPARTMENT, editable=False)
    name = models.CharField(_("name"), max_length=MOST_NAME, blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, blank=True)
    welcome = models.CharField(_("welcome"), max_length=MOST_WELCOME, blank=True)
    contact = models.CharField(_("support contact"), max_length=MOST_CONTACT, blank=True)
    language = models.CharField(
        _("language"), max_length=10, blank=True, validators=[languages.known_language]
    )
    notation = models.CharField(
        _("numbers and dates"), max_length=10, blank=True, validators=[notations.known_notation]
    )
    logo = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    logo_width = models.PositiveSmallIntegerField(_("width of the logo in pixels"), null=True)
    logo_height = models.PositiveSmallIntegerField(_("height of the logo in pixels"), null=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("branding")
        verbose_name_plural = _("branding")
        constraints = [
            models.CheckConstraint(condition=Q(code=DEPARTMENT), name="branding_is_one_row"),
            models.CheckConstraint(
                condition=Q(logo__isnull=True) | Q(logo_width__gt=0, logo_height__gt=0),
                name="branding_logo_has_a_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code
