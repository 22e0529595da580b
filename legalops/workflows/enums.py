"""Fixed choices of the workflows app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """A version is written, then published, then followed by another."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Earlier version")


class StageCategory(models.TextChoices):
    """What a stage means for the rest of the product."""

    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")


class Priority(models.IntegerChoices):
    """How much a task matters beside others; lower numbers come first."""

    HIGH = 1, _("High")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Low")


class ActionState(models.TextChoices):
    """How an entry action came out."""

    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ClockKind(models.TextChoices):
    """What an SLA promises."""

    RESPONSE = "response", _("First response")
    RESOLUTION = "resolution", _("Resolution")


class ClockState(models.TextChoices):
    """Where a clock stands."""

    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")


class Moment(models.TextChoices):
    """When an SLA policy escalates."""

    AT_RISK = "at_risk", _("When at risk")
    BREACHED = "breached", _("When breached")


class Choosing(models.TextChoices):
    """How a routing rule picks among several people."""

    LEAST_LOADED = "least_loaded", _("Whoever has the fewest open assignments")
    IN_TURN = "in_turn", _("In turn")
    TEAM_ONLY = "team_only", _("The team as a whole, nobody by name")
