"""A person or organisation outside the department."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.contacts.enums import ContactKind, NameKind, Scheme
from legalops.contacts.querysets import ContactQuerySet, OfContactQuerySet


@pghistory.track()
class Contact(models.Model):
    """One card for each person or organisation, however many records name it (features 2.08).

    A card of the directory is no secret. One that was merged stays as the way to the card that replaced it.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ContactKind, default=ContactKind.ORGANISATION)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    note = models.TextField(_("note"), blank=True)
    directory = models.BooleanField(
        _("in the directory"),
        default=False,
        help_text=_("Everybody in the department finds the card. Which matters it is on stays as it is."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["name", "id"], name="contact_by_name"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="contact_name_part"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="contact_not_into_itself",
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ContactName(models.Model):
    """Another name of a card, from when until when it was in use (half-open; empty is open)."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind, default=NameKind.ALIAS)
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = OfContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "name"], name="contact_name_once"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="contact_name_period",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactIdentifier(models.Model):
    """A number under which a register or an authority knows somebody."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("identifier"), max_length=8, choices=Scheme, default=Scheme.COMPANY)
    value = models.CharField(_("value"), max_length=60)

    objects = OfContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["scheme", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "scheme", "value"], name="contact_identifier_once")
        ]
        indexes = [models.Index(Upper("value"), name="contact_identifier_value")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
