"""Layouts of custom fields as administrators arrange them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldLayout(models.Model):
    """The layout of a record type, or of one of its sub-types; `content` is a list of `layouts.Part.plain()`.

    An empty content is that of the definitions. Each save makes a version.
    """

    record_type = models.CharField(_("record"), max_length=40)
    sub_type = models.CharField(_("only for"), max_length=60, blank=True)
    content = models.JSONField(_("sections"), default=list)
    version = models.PositiveIntegerField(_("version"), default=0)

    class Meta:
        verbose_name = _("layout of fields")
        verbose_name_plural = _("layouts of fields")
        ordering = ["record_type", "sub_type"]
        constraints = [models.UniqueConstraint(fields=["record_type", "sub_type"], name="field_layout_once")]

    def __str__(self) -> str:
        return f"Layout of {self.key}"

    @property
    def key(self) -> str:
        """Its name in files of the configuration: “matter”, or “matter/employment”."""
        return f"{self.record_type}/{self.sub_type}".rstrip("/")


class FieldLayoutVersion(models.Model):
    """A layout as it was saved, to look at and to go back to. Never changed."""

    layout = models.ForeignKey(FieldLayout, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("sections"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    made_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("version of a layout")
        verbose_name_plural = _("versions of layouts")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["layout", "number"], name="field_layout_version_once")]

    def __str__(self) -> str:
        return f"{self.layout_id} {self.number}"
