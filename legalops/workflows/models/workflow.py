"""A workflow and its versions. A version that was published never changes again."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.workflows.enums import VersionState


@pghistory.track()
class Workflow(models.Model):
    """How records of a type, or of one sub-type, are worked on."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    record_type = models.CharField(_("for"), max_length=40)
    sub_type = models.CharField(
        _("only of this type"),
        max_length=60,
        blank=True,
        help_text=_("Empty: for all without one of their own."),
    )

    class Meta:
        verbose_name = _("workflow")
        verbose_name_plural = _("workflows")
        ordering = ["record_type", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "sub_type"],
                name="one_workflow_per_type",
                violation_error_message=_("Another workflow serves these records already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class WorkflowVersion(models.Model):
    """The whole of a workflow at one time, as `legalops.workflows.machine` reads it."""

    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT)
    definition = models.JSONField(_("definition"), default=dict)
    changed_at = models.DateTimeField(_("last changed"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("workflow version")
        verbose_name_plural = _("workflow versions")
        ordering = ["workflow", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["workflow", "number"], name="version_once"),
            models.UniqueConstraint(
                fields=["workflow"], condition=Q(state="draft"), name="one_draft_per_workflow"
            ),
            models.UniqueConstraint(
                fields=["workflow"], condition=Q(state="published"), name="one_published_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workflow} {self.number}"
