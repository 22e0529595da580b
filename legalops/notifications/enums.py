"""Channels, paces and states of what is told to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """Ways to reach a person."""

    IN_APP = "in_app", _("In the product")
    EMAIL = "email", _("E-mail")


class Pace(models.TextChoices):
    """When e-mail about something goes out."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Daily digest")
    WEEKLY = "weekly", _("Weekly digest")
    NEVER = "never", _("Never")


class DeliveryState(models.TextChoices):
    """PENDING → SENDING → SENT, or back to PENDING, or one of the three that end it unsent."""

    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Bounced")
    SUPPRESSED = "suppressed", _("Held back")


class HookShape(models.TextChoices):
    """What a target expects to be sent."""

    GENERIC = "generic", _("JSON, signed")
    SLACK = "slack", _("Slack")
    TEAMS = "teams", _("Microsoft Teams")


class HookState(models.TextChoices):
    """PENDING → SENDING → DELIVERED, or back to PENDING until it has failed; WITHHELD was never sent."""

    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    WITHHELD = "withheld", _("Withheld")
