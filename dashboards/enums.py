"""Fixed choices of the dashboards app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Which date puts a line into a month: switchable and shown on every chart (domain/kpis.md §0.3)."""

    INVOICE = "invoice", _("Invoice date")
    WORK = "work", _("Work date")


class SpendKind(models.TextChoices):
    """What the money was for."""

    FEE = "fee", _("Fees")
    EXPENSE = "expense", _("Expenses")


class Slice(models.TextChoices):
    """The view families that have a table of their own size (domain/kpis.md §2.5 no. 3)."""

    MATTER_TYPE = "type", _("Matter type")
    FIRM = "firm", _("Firm")
    PHASE = "phase", _("Phase")
    REASON = "reason", _("Reason")
    RULE = "rule", _("Rule")


# Dimensions of spend, and those that only a reduction has.
SPEND_SLICES = (Slice.MATTER_TYPE, Slice.FIRM, Slice.PHASE)
SAVINGS_SLICES = (Slice.REASON, Slice.RULE)
