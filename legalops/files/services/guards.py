"""What every verb of files asks before it changes anything."""

from typing import Any

from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.files import registry
from legalops.files.models import File
from legalops.files.registry import Holder
from legalops.kernel import records
from legalops.kernel.errors import NotAllowed, NotFound


def holding(record: Any, *, actor: User) -> tuple[Any, Holder]:
    """The record locked, and how its type holds files.

    Raises NotFound where the actor may not work on the record, NotAllowed where they may add nothing to it.
    """
    holder = registry.holder_of(records.type_of(record).code)
    row = holder.lock(record, actor=actor)
    if not (actor.is_system or holder.may_add(actor, row)):
        raise NotAllowed("files.may_not_add", _("You may read here, but not add files."))
    return row, holder


def held(file: File, *, actor: User) -> tuple[File, Any, Holder]:
    """The file and its record, locked for a change. Raises NotFound, and NotAllowed for others' files."""
    record, holder = holding(record_of(file), actor=actor)
    row = File.objects.select_for_update(of=("self",)).filter(pk=file.pk, removed_at=None).first()
    if row is None or not (actor.is_system or File.objects.visible_to(actor).filter(pk=file.pk).exists()):
        raise NotFound("files.not_found", _("There is no such file (any more)."))
    if not may_change(row, record, actor, holder):
        raise NotAllowed("files.may_not_change", _("Only who added this file may change it."))
    return row, record, holder


def record_of(file: File) -> Any:
    """The record that holds the file. Raises NotFound when it is gone."""
    found = records.find(file.record_type).rows().filter(pk=file.record_id).first()
    if found is None:
        raise NotFound("files.not_found", _("There is no such file (any more)."))
    return found


def may_change(file: File, record: Any, user: User, holder: Holder | None = None) -> bool:
    """Whether the person may change or remove the file: theirs, or any where the record is theirs to edit."""
    holder = holder or registry.holder_of(file.record_type)
    own = file.made_by_id == user.pk and holder.may_add(user, record)
    return user.is_system or own or holder.may_change(user, record)
