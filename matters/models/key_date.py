"""Key dates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from matters.models.matter import Matter
from matters.querysets import OfMatterQuerySet


class KeyDate(models.Model):
    """A date that matters, with an owner."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="key_dates")
    name = models.CharField(_("what"), max_length=120)
    date = models.DateField(_("date"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="key_dates")
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")
        ordering = ["date"]
        indexes = [models.Index(fields=["matter", "done_at", "date"], name="key_date_next")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
