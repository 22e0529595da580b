"""Changes of fields that not everyone who sees the record may see."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.fields.models.definition import FieldDefinition


class ConfidentialChange(models.Model):
    """The subject of a ledger event about a field that is kept from some who see the record.

    The event hangs on this row and not on the record, so that no timeline of the record can tell of it.
    """

    definition = models.ForeignKey(FieldDefinition, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("change of a confidential field")
        verbose_name_plural = _("changes of confidential fields")
        indexes = [
            models.Index(fields=["record_type", "record_id", "definition"], name="field_secret_record")
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
