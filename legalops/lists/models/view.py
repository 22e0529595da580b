"""The saved view: a list's filters, sort, columns and group under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.accounts.models import Team
from legalops.lists.enums import Sharing
from legalops.lists.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A view of a list. Changed only by `lists.services`.

    One without owner is the department's own; its `code` names it in configuration files. `params` maps names
    of the address to lists of values. A view that was deleted keeps its row, so that this can be undone and
    a shipped one does not come back.
    """

    list_id = models.CharField(_("list"), max_length=60)
    code = models.SlugField(_("code"), max_length=60, blank=True, default="")
    name = models.CharField(_("name"), max_length=80)
    params = models.JSONField(_("what it asks for"), default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", null=True, blank=True
    )
    sharing = models.CharField(
        _("who uses it"), max_length=10, choices=Sharing.choices, default=Sharing.PRIVATE
    )
    roles = models.ManyToManyField(Role, related_name="+", blank=True, verbose_name=_("roles"))
    teams = models.ManyToManyField(Team, related_name="+", blank=True, verbose_name=_("teams"))
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["position", "name", "pk"]
        indexes = [models.Index(fields=["list_id", "owner"], name="saved_view_of_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["list_id", "code"], condition=~Q(code=""), name="saved_view_code_once"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(sharing=Sharing.PRIVATE), name="saved_view_is_somebodys"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
