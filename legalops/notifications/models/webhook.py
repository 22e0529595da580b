"""Webhooks: targets of other systems, and the log of what was sent to them."""

import secrets
import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.notifications.enums import HookShape, HookState
from legalops.notifications.querysets import ConfiguredQuerySet


def new_seed() -> str:
    """What a target's secret is made of, together with the product's own key; worthless by itself."""
    return secrets.token_urlsafe(24)


@pghistory.track(
    exclude=["seed", "failing_since", "paused_until", "last_event_id"],
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class WebhookEndpoint(models.Model):
    """Where another system wants to hear of events. Saved only by its service."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    url = models.URLField(_("address"), max_length=1000)
    shape = models.CharField(_("shape"), max_length=10, choices=HookShape, default=HookShape.GENERIC)
    events = ArrayField(models.CharField(max_length=80), verbose_name=_("events"))
    is_active = models.BooleanField(_("active"), default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("sends what this person may see"),
        help_text=_("Events of records that this person may not see are never sent."),
    )
    seed = models.CharField(max_length=64, default=new_seed, editable=False)
    # Where in the ledger the target stands; it hears of what comes after it was made.
    last_event_id = models.BigIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    paused_until = models.DateTimeField(_("resting until"), null=True, editable=False)
    disabled_reason = models.CharField(_("switched off because"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One event on its way to one target: the outbox row, then the log of how it went."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    event_id = models.UUIDField(_("event id"), default=uuid.uuid4)
    # The ledger's row; null for a test.
    ledger_id = models.BigIntegerField(_("ledger event"), null=True, blank=True)
    event = models.CharField(_("event"), max_length=80)
    payload = models.JSONField(_("payload"))
    state = models.CharField(_("state"), max_length=10, choices=HookState, default=HookState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("not before"), default=timezone.now)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    response_code = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    response_ms = models.PositiveIntegerField(_("took, in milliseconds"), null=True, blank=True)
    error = models.CharField(_("problem"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "ledger_id"], name="hook_once_per_event"),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "next_at"],
                condition=Q(state__in=[HookState.PENDING, HookState.SENDING]),
                name="hook_waiting",
            ),
            models.Index(fields=["state", "-id"], name="hook_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.event_id}"
