"""Rule packs: the rules of a court as data, in versions of which published ones never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from matters.calendaring import Pack, read_pack
from matters.enums import PackState


class RulePack(models.Model):
    """A court's rules under a code that stays."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=120)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("rule pack")
        verbose_name_plural = _("rule packs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RulePackVersion(models.Model):
    """One edition: `rules` as `matters.calendaring.read_pack` takes it, in force from a day on."""

    pack = models.ForeignKey(RulePack, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=PackState.choices, default=PackState.DRAFT)
    effective_from = models.DateField(_("in force from"))
    rules = models.JSONField(_("rules"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"))
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("version of a rule pack")
        verbose_name_plural = _("versions of rule packs")
        ordering = ["pack", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="rule_pack_version_once"),
            models.UniqueConstraint(
                fields=["pack"], condition=Q(state="draft"), name="rule_pack_one_draft",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pack} {self.number}"

    @cached_property
    def content(self) -> Pack:
        """The rules, read. Raises PackFaults for what could never have been saved."""
        return read_pack(self.rules)

    @property
    def plain(self) -> dict[str, Any]:
        """The rules as data."""
        return self.rules
