"""Who gets a new record."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.workflows.enums import Choosing


@pghistory.track(exclude=["last_given_to"])
class RoutingRule(models.Model):
    """The first rule whose conditions hold, and who has somebody present, gives the record to them."""

    record_type = models.CharField(_("for"), max_length=40)
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    name = models.CharField(_("name"), max_length=100)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    role = models.ForeignKey(
        Role, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("role")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    choosing = models.CharField(
        _("among several"), max_length=20, choices=Choosing, default=Choosing.LEAST_LOADED
    )
    is_active = models.BooleanField(_("in use"), default=True)
    last_given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["record_type", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(role__isnull=False) | Q(team__isnull=False),
                name="routing_rule_names_somebody",
                violation_error_message=_("Say who gets it: a person, a role or a team."),
            )
        ]

    def __str__(self) -> str:
        return self.name
