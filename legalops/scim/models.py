"""Tokens of directories, and what they call our people and teams."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.accounts.models import Team


class ScimToken(models.Model):
    """A directory's key: only its hash is kept. It reads, and writes where it may."""

    name = models.CharField(_("directory"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    may_write = models.BooleanField(_("may change people and teams"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("SCIM token")
        verbose_name_plural = _("SCIM tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"


class ScimUser(models.Model):
    """A person as the directory knows them; deleted there, they are gone for it and inactive here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="scim")
    external_id = models.CharField(max_length=255, blank=True, db_index=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("provisioned person")
        verbose_name_plural = _("provisioned people")

    def __str__(self) -> str:
        return str(self.user)


class ScimGroup(models.Model):
    """A group of the directory: a team here, whose members also get the role, if one is chosen."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="scim", verbose_name=_("team"))
    external_id = models.CharField(_("id in the directory"), max_length=255, blank=True)
    role = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("role of its members"),
        help_text=_("Given to whoever joins the group, taken from whoever leaves it."),
    )

    class Meta:
        verbose_name = _("directory group")
        verbose_name_plural = _("directory groups")

    def __str__(self) -> str:
        return str(self.team)
