"""Words of saved views."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    """Who uses a view besides its owner."""

    PRIVATE = "private", _("Only me")
    ROLES = "roles", _("People with certain roles")
    TEAMS = "teams", _("Certain teams")
    EVERYBODY = "everybody", _("Everybody in the department")
