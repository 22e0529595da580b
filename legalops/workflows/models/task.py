"""Tasks on a record, and the templates that stages apply."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.fields.models import Customised
from legalops.kernel import clock
from legalops.workflows.enums import Priority
from legalops.workflows.models.run import Run
from legalops.workflows.querysets import TaskQuerySet


@pghistory.track()
class TaskTemplate(models.Model):
    """Tasks that belong together, such as the closing of a deal."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("task template")
        verbose_name_plural = _("task templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TaskTemplateItem(models.Model):
    """One task of a template. `who` is "is:<relation>" or "role:<code>"."""

    template = models.ForeignKey(TaskTemplate, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("task"), max_length=200)
    who = models.CharField(_("for"), max_length=60, default="is:assignee")
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    due_days = models.PositiveSmallIntegerField(
        _("due after business days"), null=True, blank=True, validators=[MaxValueValidator(500)]
    )

    class Meta:
        verbose_name = _("task of the template")
        verbose_name_plural = _("tasks of the template")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Task(Customised):
    """Something to do on a record. A template's task is made once per record, however often it is applied.

    It ends finished or cancelled, and can be opened again. `version` counts its changes.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="workflow_tasks"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField(_("why it was called off"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    template_item = models.ForeignKey(TaskTemplateItem, models.SET_NULL, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "template_item"], name="template_task_once_per_record"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(cancelled_at=None), name="task_finished_or_cancelled"
            ),
        ]
        indexes = [
            *Customised.Meta.indexes,
            models.Index(
                fields=["assignee", "due_on"], condition=Q(done_at=None), name="task_open_by_person"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """It is still to be done."""
        return self.done_at is None and self.cancelled_at is None

    @property
    def is_late(self) -> bool:
        """It is still to be done and its day is past."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()
