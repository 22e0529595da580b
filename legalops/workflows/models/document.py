"""Templates of documents that stages make."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.workflows.drafting.fields import names_offered
from legalops.workflows.drafting.merging import faults


@pghistory.track()
class DocumentTemplate(models.Model):
    """A text with merge fields of one record type; entering a stage makes a Word file of it."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    record_type = models.CharField(_("for"), max_length=40)
    is_active = models.BooleanField(_("in use"), default=True)
    file_name = models.CharField(
        _("file name"), max_length=200, help_text=_("May name fields. “.docx” is put behind it.")
    )
    folder = models.CharField(_("folder"), max_length=80, blank=True)
    privileged = models.BooleanField(
        _("privileged"), default=False, help_text=_("Legal advice or work product: not to be passed on.")
    )
    shared = models.BooleanField(
        _("shared with the requester"),
        default=False,
        help_text=_("Then it may name only fields that requesters see."),
    )
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("document template")
        verbose_name_plural = _("document templates")
        ordering = ["record_type", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what could not be filled in, by place. Raises DomainError for an unknown record type."""
        known = names_offered(self.record_type, outside=self.shared)
        found = {name: faults(getattr(self, name), known) for name in ("file_name", "body")}
        if "\n" in self.file_name:
            found["file_name"].append(str(_("A file name has one line.")))
        if wrong := {name: sentences for name, sentences in found.items() if sentences}:
            raise ValidationError(wrong)
