"""An administrator's words for a kind, instead of those that ship."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.notifications.querysets import ConfiguredQuerySet


@pghistory.track()
class KindWording(models.Model):
    """Subject and text of the e-mail about one kind; gone, the shipped words hold again."""

    kind = models.CharField(_("kind"), max_length=80, unique=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = ConfiguredQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of e-mail")
        verbose_name_plural = _("wording of e-mail")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind
