"""Kinds of request, as people choose them."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team


@pghistory.track()
class RequestType(models.Model):
    """A tile on “Ask legal”. Its workflow is its own where there is one, else that for all requests."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(
        _("what it is for"), max_length=200, blank=True, help_text=_("One sentence people choose by.")
    )
    ask = models.CharField(
        _("what to ask for"), max_length=300, blank=True,
        help_text=_("Shown beside “What do you need?”: what the department must know to begin."),
    )  # fmt: skip
    asks_parties = models.BooleanField(
        _("asks who is involved"), default=False,
        help_text=_("The form asks for the names of the other side; they are checked for conflicts."),
    )  # fmt: skip
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"),
        help_text=_("Sees these requests from the start."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("request type")
        verbose_name_plural = _("request types")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
