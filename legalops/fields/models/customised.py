"""Records with custom fields."""

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _


class Customised(models.Model):
    """A record whose custom fields lie in one column: plain JSON by code, written by `set_values` alone.

    Dates are ISO, numbers and money text of a Decimal, people and records their keys, choices their codes.
    A field without a value is not in it.
    """

    custom = models.JSONField(
        _("custom fields"),
        default=dict,
        db_default=Value({}, output_field=models.JSONField()),
        blank=True,
        editable=False,
        encoder=DjangoJSONEncoder,
    )

    class Meta:
        abstract = True
        indexes = [
            GinIndex(fields=["custom"], name="%(app_label)s_%(class)s_custom", opclasses=["jsonb_path_ops"])
        ]
