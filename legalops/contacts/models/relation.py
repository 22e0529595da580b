"""How two cards stand to one another, with dates."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legalops.contacts.enums import RelationKind
from legalops.contacts.models.contact import Contact
from legalops.contacts.querysets import RelationQuerySet


@pghistory.track()
class ContactRelation(models.Model):
    """`source` is `kind` (“parent company of”) `target`, from `since` until `until` (half-open)."""

    source = models.ForeignKey(Contact, models.CASCADE, related_name="relations_out")
    target = models.ForeignKey(Contact, models.CASCADE, related_name="relations_in")
    kind = models.CharField(_("relation"), max_length=12, choices=RelationKind)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], condition=Q(until__isnull=True), name="relation_once"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_of_two"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="relation_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
