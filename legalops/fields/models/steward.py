"""Who answers for a field that ships with the product."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class FieldSteward(models.Model):
    """Owner, definition and purpose of a shipped field, as the department words them."""

    record_type = models.CharField(_("record"), max_length=40)
    code = models.CharField(_("field"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("owner"),
    )  # fmt: skip
    meaning = models.TextField(_("definition"), blank=True)
    why = models.CharField(_("why we ask"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("answer for a shipped field")
        verbose_name_plural = _("answers for shipped fields")
        ordering = ["record_type", "code"]
        constraints = [models.UniqueConstraint(fields=["record_type", "code"], name="field_steward_once")]

    def __str__(self) -> str:
        return f"{self.record_type}.{self.code}"
