"""What a person was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.notifications.querysets import NotificationQuerySet


class Notification(models.Model):
    """One thing told to one person, once per key. The text is a copy: it reads the same for ever."""

    kind = models.CharField(_("kind"), max_length=80)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("recipient")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("caused by"),
    )
    subject_type = models.CharField(_("about"), max_length=60)
    subject_id = models.BigIntegerField(_("key of the record"))
    subject_label = models.CharField(_("record"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    key = models.CharField(_("once-only key"), max_length=200)
    in_app = models.BooleanField(_("shown in the product"), default=True)
    created_at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["key", "recipient"], name="notification_once_per_key")]
        indexes = [
            models.Index(fields=["recipient", "-id"], condition=Q(in_app=True), name="notification_own"),
            models.Index(
                fields=["recipient", "subject_type"],
                condition=Q(in_app=True, read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(fields=["recipient", "subject_type"], name="notification_types"),
        ]

    def __str__(self) -> str:
        return self.title
