"""Parties of a matter: contact cards in roles (features 2.08)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.contacts.models import Contact
from matters.enums import PartySide
from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


class PartyRole(models.Model):
    """What somebody can be on a matter; kept by administrators."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    side = models.CharField(
        _("usual side"), max_length=8, choices=PartySide, default=PartySide.NEUTRAL,
        help_text=_("Proposed when a party is added; each party may differ."),
    )  # fmt: skip
    screened = models.BooleanField(
        _("in conflict checks"),
        default=True,
        help_text=_("Courts and judges appear on many matters and are no conflict: leave them out."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("party role")
        verbose_name_plural = _("party roles")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Party(models.Model):
    """A card on a matter, in a role and on a side, from when until when (half-open; empty is open)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="parties", verbose_name=_("contact"))
    role = models.ForeignKey(PartyRole, models.PROTECT, related_name="+", verbose_name=_("role"))
    side = models.CharField(_("side"), max_length=8, choices=PartySide)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["role__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "contact", "role"],
                condition=Q(until__isnull=True),
                name="party_once_in_role",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="party_period",
            ),
        ]
        indexes = [models.Index(fields=["contact", "matter"], name="party_contact_matter")]

    def __str__(self) -> str:
        return f"{self.contact}: {self.role}"
