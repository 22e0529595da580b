"""The dictionary of fields: one entry for each field of each record type, shipped or added."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team
from legalops.fields.models.definition import FieldDefinition


class Classification(models.TextChoices):
    """How freely what a field holds may be told, the freest first."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    CONFIDENTIAL = "confidential", _("Confidential")
    PRIVILEGED = "privileged", _("Privileged")
    PERSONAL = "personal", _("Personal data")


class FieldEntryQuerySet(models.QuerySet["FieldEntry"]):
    """Entries as the dictionary lists them."""

    def told(self) -> Self:
        """With the name of the owner, whoever that is, as `owned_by`."""
        role = NullIf(F("owner_role"), models.Value(""))
        named = Coalesce(F("owner__full_name"), F("owner_team__name"), role)
        return self.select_related("owner", "owner_team", "definition").annotate(owned_by=named)

    def unowned(self) -> Self:
        """Fields that nobody answers for."""
        return self.filter(owner=None, owner_team=None, owner_role="")


class FieldEntry(models.Model):
    """What is known of a field. Of an added one, label, owner and words are those of its definition.

    Its classification is the entry's own, whoever added the field. `filled` of `total` records had a value
    at `counted_at`; None where it is worked out, not stored. `uses` are the places that named it then:
    `[{"where": …, "url": …}]`.
    """

    record_type = models.CharField(_("record"), max_length=40)
    code = models.CharField(_("code"), max_length=60)
    label = models.CharField(_("field"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20)
    definition = models.OneToOneField(
        FieldDefinition, models.CASCADE, null=True, blank=True, related_name="entry"
    )
    is_retired = models.BooleanField(_("retired"), default=False)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("owner"),
    )  # fmt: skip
    owner_team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("or a team")
    )
    owner_role = models.CharField(_("or a role"), max_length=50, blank=True)
    meaning = models.TextField(_("definition"), blank=True)
    why = models.CharField(_("why we ask"), max_length=300, blank=True)
    classification = models.CharField(
        _("classification"), max_length=20, choices=Classification, blank=True, db_default=""
    )

    filled = models.PositiveIntegerField(_("filled in"), null=True)
    total = models.PositiveIntegerField(_("records"), null=True)
    fill_rate = models.DecimalField(_("fill rate"), max_digits=5, decimal_places=4, null=True)
    uses = models.JSONField(_("used in"), default=list)
    use_count = models.PositiveIntegerField(_("uses"), default=0)
    counted_at = models.DateTimeField(_("counted"), null=True)

    objects = FieldEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the field dictionary")
        verbose_name_plural = _("entries of the field dictionary")
        ordering = ["record_type", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "code"], name="field_entry_once"),
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner_team=None), name="field_entry_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.record_type})"
