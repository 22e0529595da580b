"""What a person, or whoever configures for a role, settles about a list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel.errors import DomainError, NotAllowed
from legalops.lists.enums import Sharing
from legalops.lists.models import ListSetting, RoleDefault, SavedView


def choose_columns(list_id: str, columns: Sequence[str], *, actor: User) -> None:
    """Remember the person's columns of a list, in order; none means those that the list ships with."""
    ListSetting.objects.update_or_create(
        person=actor, list_id=list_id, defaults={"columns": [str(key)[:60] for key in columns][:100]}
    )


def open_with(list_id: str, view: SavedView | None, *, actor: User) -> None:
    """Open the list with this view from now on, or plain: for this person alone."""
    ListSetting.objects.update_or_create(
        person=actor, list_id=list_id, defaults={"opens_with": view, "opens_plain": view is None}
    )


@transaction.atomic
def open_for_role(role: Role, list_id: str, view: SavedView | None, *, actor: User) -> None:
    """Open the list with this view for whoever has the role and chose none of their own; None: with none.

    Raises NotAllowed without the capability to configure, DomainError for a view that the role does not get.
    """
    if not (actor.is_system or has_capability(actor, can.CONFIGURE)):
        raise NotAllowed("views.not_yours", _("Only who configures the product chooses for a role."))
    present = RoleDefault.objects.filter(role=role, list_id=list_id).select_related("view").first()
    before = present.view if present else None
    if before == view:
        return
    if view is None:
        RoleDefault.objects.filter(role=role, list_id=list_id).delete()
    else:
        _refuse_unseen(view, role)
        RoleDefault.objects.update_or_create(role=role, list_id=list_id, defaults={"view": view})
    told = {"list": list_id, "view": str(before or "")}, {"list": list_id, "view": str(view or "")}
    record(role, "lists.default.chosen", actor=actor, before=told[0], after=told[1])


def _refuse_unseen(view: SavedView, role: Role) -> None:
    shared = view.sharing == Sharing.EVERYBODY or (
        view.sharing == Sharing.ROLES and view.roles.filter(pk=role.pk).exists()
    )
    if not shared:
        message = _("“%(view)s” is not shared with the role %(role)s. Share it first.")
        raise DomainError("views.not_shared", message % {"view": view, "role": role}, field="role")
