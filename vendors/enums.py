"""Fixed choices of the vendors app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FirmStatus(models.TextChoices):
    """Whether a firm may send invoices."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")


class TimekeeperStatus(models.TextChoices):
    """Whether a timekeeper's time is accepted."""

    APPROVED = "approved", _("Approved")
    PENDING = "pending", _("Awaiting approval")
    REJECTED = "rejected", _("Not approved")
