"""A custom field as administrators define it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team
from legalops.fields.enums import Kind
from legalops.fx.models import currency_code

code_form = RegexValidator(
    r"^[a-z](?:[a-z0-9]|_(?!_))*\Z",
    _("Use small letters, digits and single underscores, a letter first: cost_centre."),
)


@pghistory.track()
class FieldDefinition(models.Model):
    """One field of a record type: what it holds, who owns it and why it is asked."""

    record_type = models.CharField(_("record"), max_length=40)
    code = models.CharField(
        _("code"), max_length=40, validators=[code_form],
        help_text=_("Its name in files, the API and formulas. It stays for ever once a record has a value."),
    )  # fmt: skip
    label = models.CharField(_("label"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.TEXT)
    help_text = models.CharField(
        _("help"), max_length=300, blank=True, help_text=_("Shown under the field while it is filled in.")
    )
    why = models.CharField(
        _("why we ask"), max_length=300, blank=True,
        help_text=_("What the answer is used for; people fill in what they understand."),
    )  # fmt: skip
    meaning = models.TextField(
        _("definition"), blank=True, help_text=_("What exactly counts, for whoever reads the numbers.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("owner"), help_text=_("Who answers for the field."),
    )  # fmt: skip
    owner_team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("or a team")
    )
    owner_role = models.CharField(_("or a role that owns it"), max_length=50, blank=True)

    sub_types = ArrayField(
        models.CharField(max_length=60), verbose_name=_("only for"), default=list, blank=True,
        help_text=_("Types of the record that have the field; none means all."),
    )  # fmt: skip
    section = models.CharField(
        _("section"), max_length=60, blank=True, help_text=_("Fields of one section stand together.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    places = models.PositiveSmallIntegerField(
        _("decimal places"), default=0, validators=[MaxValueValidator(8)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[currency_code], help_text=_("Of money.")
    )
    target = models.CharField(_("links to"), max_length=40, blank=True)
    formula = models.CharField(
        _("formula"), max_length=500, blank=True,
        help_text=_(
            "Over codes of numbers and dates of the record: (range_low + range_high) / 2. "
            "Functions: min, max, first, abs, round."
        ),
    )  # fmt: skip
    via = models.CharField(_("link to follow"), max_length=40, blank=True)
    looked_up = models.CharField(_("field of the linked record"), max_length=40, blank=True)

    minimum = models.CharField(_("least"), max_length=30, blank=True)
    maximum = models.CharField(_("most"), max_length=30, blank=True)
    pattern = models.CharField(
        _("pattern"), max_length=200, blank=True,
        help_text=_("A regular expression that the whole text has to match: CLM-[0-9]{6}."),
    )  # fmt: skip
    is_unique = models.BooleanField(_("no two records have the same"), default=False)
    default = models.CharField(
        _("default"), max_length=200, blank=True, help_text=_("Offered when a record is opened.")
    )

    shown_when = models.JSONField(_("shown when"), default=list, blank=True)
    required_when = models.JSONField(_("required when"), default=list, blank=True)
    is_required = models.BooleanField(_("always required"), default=False)
    required_from = models.CharField(
        _("required from the stage"), max_length=60, blank=True,
        help_text=_("A record cannot enter this stage, or a later one, without it."),
    )  # fmt: skip
    asked_at_opening = models.BooleanField(_("asked at opening"), default=False)

    see_roles = ArrayField(
        models.CharField(max_length=50), verbose_name=_("seen by"), default=list, blank=True,
        help_text=_("Roles; none means everyone in the department who sees the record."),
    )  # fmt: skip
    edit_roles = ArrayField(
        models.CharField(max_length=50), verbose_name=_("filled in by"), default=list, blank=True,
        help_text=_("Roles; none means everyone who may edit the record."),
    )  # fmt: skip
    outsiders_see = models.BooleanField(
        _("outside counsel and requesters see it"), default=False,
        help_text=_("On records they can open. What they are asked at opening they have to see."),
    )  # fmt: skip
    is_searchable = models.BooleanField(_("found by search"), default=False)

    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        ordering = ["record_type", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "code"],
                name="field_code_once_per_type",
                violation_error_message=_("This record has a field of this code."),
            )
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class FieldChoice(models.Model):
    """A value that a field of choices may have."""

    definition = models.ForeignKey(FieldDefinition, models.CASCADE, related_name="choices")
    code = models.CharField(_("code"), max_length=60, validators=[RegexValidator(r"^[A-Za-z0-9][\w.-]*\Z")])
    label = models.CharField(_("label"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("Records keep it; it is no longer offered.")
    )

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "code"],
                name="field_choice_once",
                violation_error_message=_("Each choice has a code of its own."),
            )
        ]

    def __str__(self) -> str:
        return self.label
