"""The log of what went out by e-mail, and the addresses that take no more."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.notifications.enums import Channel, DeliveryState, Pace
from legalops.notifications.models.notification import Notification
from legalops.notifications.querysets import ConfiguredQuerySet


class Delivery(models.Model):
    """One notification on its way through one channel: the outbox row, then the log of how it went."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, default=Pace.AT_ONCE)
    state = models.CharField(_("state"), max_length=12, choices=DeliveryState, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("not before"), default=timezone.now)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True)
    message_id = models.CharField(_("message id"), max_length=200, blank=True)
    error = models.TextField(_("problem"), blank=True)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once_per_channel")
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state=DeliveryState.PENDING), name="delivery_waiting"
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state=DeliveryState.SENDING), name="delivery_leases"
            ),
            models.Index(fields=["recipient", "-id"], name="delivery_of_person"),
            models.Index(fields=["state", "-id"], name="delivery_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.notification_id}: {self.get_state_display()}"


class SuspendedAddress(models.Model):
    """An e-mail address that its own server refused for good; nothing is sent there until it is lifted."""

    address = models.EmailField(_("address"))
    reason = models.TextField(_("what the server said"))
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspended address")
        verbose_name_plural = _("suspended addresses")
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(Lower("address"), name="suspended_once_per_address")]

    def __str__(self) -> str:
        return self.address
