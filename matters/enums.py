"""Fixed choices of the matters app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StageCategory(models.TextChoices):
    """What a stage means for the rest of the product."""

    OPEN = "open", _("Open")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")


class MemberRole(models.TextChoices):
    """What a person does on a matter."""

    LEAD = "lead", _("Lead attorney")
    BACKUP = "backup", _("Backup")
    ATTORNEY = "attorney", _("Attorney")
    PARALEGAL = "paralegal", _("Paralegal")
    OBSERVER = "observer", _("Observer")


class BudgetStatus(models.TextChoices):
    """A budget version's state; one approved version counts."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Superseded")
