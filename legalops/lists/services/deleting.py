"""Deleting views, and bringing them back."""

from django.db import transaction
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.kernel import clock
from legalops.kernel.errors import NotFound
from legalops.lists.models import SavedView
from legalops.lists.services.naming import free_name
from legalops.lists.services.rights import locked, may_edit
from legalops.lists.services.telling import told


@transaction.atomic
def delete_view(view: SavedView, *, actor: User) -> None:
    """Take the view away from all who use it; `restore_view` brings it back."""
    current = locked(view, actor)
    current.deleted_at = clock.now()
    current.save(update_fields=["deleted_at"])
    record(current, "lists.view.deleted", actor=actor, before=told(current))


@transaction.atomic
def restore_view(pk: int, *, actor: User) -> SavedView:
    """Bring a deleted view back. Raises NotFound where it was not the person's to delete, DomainError where
    another view has taken its name meanwhile.
    """
    view = SavedView.objects.select_for_update(of=("self",)).filter(pk=pk, deleted_at__isnull=False).first()
    if view is None or not may_edit(view, actor):
        raise NotFound("views.none", _("There is no such view."))
    free_name(view.name, view.list_id, view.owner, view)
    view.deleted_at = None
    view.save(update_fields=["deleted_at"])
    record(view, "lists.view.restored", actor=actor, after=told(view))
    return view
