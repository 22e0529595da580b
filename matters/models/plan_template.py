"""Plans to begin from, by kind of matter."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matters.enums import TemplateState
from matters.models.matter import MatterType


@pghistory.track()
class PlanTemplate(models.Model):
    """A way of doing matters of a kind."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    matter_types = models.ManyToManyField(
        MatterType, blank=True, related_name="plan_templates", verbose_name=_("for matters of type")
    )
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("plan template")
        verbose_name_plural = _("plan templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PlanTemplateVersion(models.Model):
    """A template is one document, in versions: a draft, the published one, and earlier ones.

    `document` is what `matters.services.templates.reading` reads: assumptions, phases, tasks by key.
    """

    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=10, choices=TemplateState, default=TemplateState.DRAFT, editable=False
    )
    document = models.JSONField(_("document"), default=dict)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("version of a plan template")
        verbose_name_plural = _("versions of plan templates")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="draft"), name="one_draft_per_template"
            ),
            models.UniqueConstraint(
                fields=["template"], condition=Q(state="published"), name="one_published_per_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
