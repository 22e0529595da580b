"""A change of many rows at once, and what it means for each."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.jobs.models import Job
from legalops.lists.enums import BUSY, ItemState, RunState
from legalops.lists.querysets import ItemQuerySet, RunQuerySet


class BulkRun(models.Model):
    """One change of selected rows of a list. Changed only by `lists.services`.

    `data` is what was entered into the change's form. All ledger events of its rows carry `correlation_id`.
    """

    list_id = models.CharField(_("list"), max_length=60)
    change = models.CharField(_("change"), max_length=60)
    data = models.JSONField(_("what was entered"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.DRAFT)
    back = models.TextField(_("where it began"), blank=True)
    problem = models.TextField(_("problem"), blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    correlation_id = models.UUIDField(default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of many rows")
        verbose_name_plural = _("changes of many rows")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_by", "-id"], name="bulk_run_of_person")]

    def __str__(self) -> str:
        return f"{self.change} {self.pk}"

    @property
    def is_busy(self) -> bool:
        """Whether rows are worked on now."""
        return self.state in BUSY


class BulkItem(models.Model):
    """One row of a bulk change.

    `seen` tells its record's state in the preview, `left` the state that the change left it in; `memory` is
    what undoing needs.
    """

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    record_id = models.BigIntegerField()
    position = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.NEW)
    label = models.CharField(_("record"), max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    before = models.TextField(_("now"), blank=True)
    after = models.TextField(_("afterwards"), blank=True)
    why = models.TextField(_("why"), blank=True)
    seen = models.TextField(blank=True)
    left = models.TextField(blank=True)
    memory = models.JSONField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "record_id"], name="bulk_item_once")]
        indexes = [models.Index(fields=["run", "state", "position"], name="bulk_item_state")]

    def __str__(self) -> str:
        return self.label
