"""A request to the legal department."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team
from legalops.fields.models import Customised
from legalops.requests.models.request_type import RequestType
from legalops.requests.querysets import RequestQuerySet
from legalops.workflows.enums import StageCategory


@pghistory.track()
class Request(Customised):
    """Who needs what, by when, and who has it.

    `stage`, `stage_name`, `category` and `next_roles` (roles that may move it from its stage) follow the
    workflow and are written by it alone.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    request_type = models.ForeignKey(
        RequestType, models.PROTECT, related_name="requests", verbose_name=_("type")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what do you need"))
    parties = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, verbose_name=_("who is involved")
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="requests", verbose_name=_("requester")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assigned_requests",
        verbose_name=_("assignee"),
    )  # fmt: skip
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("team")
    )
    participants = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Participant", related_name="+", verbose_name=_("people on it")
    )
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    restricted = models.BooleanField(_("restricted"), default=False)
    stage = models.CharField(_("stage code"), max_length=60, editable=False)
    stage_name = models.CharField(_("stage"), max_length=80, editable=False)
    category = models.CharField(
        _("stage category"), max_length=10, choices=StageCategory, default=StageCategory.OPEN, editable=False
    )
    next_roles = ArrayField(models.CharField(max_length=50), default=list, blank=True, editable=False)
    made_at = models.DateTimeField(_("asked"))
    entered_at = models.DateTimeField(_("in this stage since"), editable=False)
    closed_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-made_at", "-id"]
        indexes = [
            *Customised.Meta.indexes,
            models.Index(fields=["-made_at", "-id"], name="request_newest"),
            models.Index(fields=["requester", "-made_at"], name="request_of_requester"),
            models.Index(
                fields=["assignee", "-made_at"], condition=~Q(category="closed"), name="request_open_assignee"
            ),
            models.Index(fields=["team", "-made_at"], name="request_of_team"),
            GinIndex(fields=["next_roles"], name="request_next_roles"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Participant(models.Model):
    """Somebody who had to do with a request keeps seeing it."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="people")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("person on it")
        verbose_name_plural = _("people on it")
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="participant_once")]
        indexes = [models.Index(fields=["user", "request"], name="participant_user")]

    def __str__(self) -> str:
        return str(self.user)
