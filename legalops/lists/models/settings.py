"""What a person, or whoever has a role, settled about a list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.lists.models.view import SavedView
from legalops.lists.querysets import OwnQuerySet


class ListSetting(models.Model):
    """One person's columns of a list, in order, and the view that it opens with."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    list_id = models.CharField(_("list"), max_length=60)
    columns = models.JSONField(_("columns"), default=list)
    opens_with = models.ForeignKey(SavedView, models.SET_NULL, null=True, blank=True, related_name="+")
    # The person wants the plain list, whatever opens for their role.
    opens_plain = models.BooleanField(default=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "list_id"], name="list_setting_once")]

    def __str__(self) -> str:
        return self.list_id


class ViewPin(models.Model):
    """A person keeps a view among the first of its list, at this place."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="pins")
    position = models.PositiveSmallIntegerField(_("order"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "view"], name="view_pin_once")]

    def __str__(self) -> str:
        return f"{self.position}"


class RoleDefault(models.Model):
    """The view that a list opens with for whoever has the role and chose none of their own."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    list_id = models.CharField(_("list"), max_length=60)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="opens_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "list_id"], name="role_default_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.view}"
