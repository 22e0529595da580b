"""Fixed choices of the vendors app."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FirmStatus(models.TextChoices):
    """Whether a firm may send invoices."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")


class FirmTier(models.TextChoices):
    """How near a firm stands to the department; a firm without one was not rated yet."""

    PREFERRED = "preferred", _("Preferred")
    PANEL = "panel", _("Panel")
    OCCASIONAL = "occasional", _("Occasional")


class TimekeeperStatus(models.TextChoices):
    """Whether a timekeeper's time is accepted."""

    APPROVED = "approved", _("Approved")
    PENDING = "pending", _("Awaiting approval")
    REJECTED = "rejected", _("Not approved")


BILL_BY_TAX_INVOICE: Final = frozenset(
    (
        # The member states of the European Union,
        *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV"),
        *("LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
        # and neighbours whose value added tax works alike.
        *("GB", "CH", "NO", "IS", "LI"),
    )
)
"""Countries (ISO 3166) where an invoice is a tax invoice, so that paying less than it says loses the
recovery of the tax on it.
"""
