"""Whose a view is to change."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.accounts.models import User
from legalops.kernel.errors import NotAllowed, NotFound
from legalops.lists.models import SavedView


def may_edit(view: Any, user: User) -> bool:
    """Whether the view is this person's to change."""
    if view.owner_id is None:
        return has_capability(user, can.CONFIGURE)
    return view.owner_id == user.pk


def locked(view: SavedView, actor: User) -> SavedView:
    """The view as it is now, for this transaction to change. Raises NotFound for one that was deleted, and
    NotAllowed for somebody else's.
    """
    current = SavedView.objects.standing().select_for_update(of=("self",)).filter(pk=view.pk).first()
    if current is None:
        raise NotFound("views.none", _("There is no such view any more."))
    if not may_edit(current, actor):
        message = _("This view is somebody else's. Save it as your own, then change that.")
        raise NotAllowed("views.not_yours", message)
    return current
