"""Adding, changing and retiring custom fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legalops.audit.services import record as note
from legalops.fields import events, uses
from legalops.fields.catalogue import changed
from legalops.fields.models import FieldChoice, FieldDefinition
from legalops.fields.services.checking import check
from legalops.fields.services.entering import enter
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

_UNTOLD = frozenset({"id", "retired_at", "created_at", "owner", "owner_team"})


def state_of(row: FieldDefinition) -> dict[str, Any]:
    """A definition as the ledger keeps it."""
    told = {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _UNTOLD
    }
    return told | {"owner": str(row.owner or ""), "owner_team": str(row.owner_team or "")}


@transaction.atomic
def save_definition(row: FieldDefinition, *, actor: Any) -> FieldDefinition:
    """Keep a new or changed definition. Raises ValidationError by field for one that could not work."""
    stored = (
        FieldDefinition.objects.select_for_update(of=("self",)).filter(pk=row.pk).first() if row.pk else None
    )
    check(row)
    before = state_of(stored) if stored else None
    row.save()
    after = state_of(row)
    if before is None:
        note(row, events.ADDED, actor=actor, after=after)
    elif before != after:
        names = [name for name in after if after[name] != before[name]]
        note(
            row, events.EDITED, actor=actor,
            before={name: before[name] for name in names}, after={name: after[name] for name in names},
        )  # fmt: skip
    enter(row)
    changed()
    return row


@transaction.atomic
def save_choices(row: FieldDefinition, choices: Sequence[Mapping[str, Any]], *, actor: Any) -> None:
    """Give a field these choices in this order; those left out are retired, for records may have them."""
    had = {each.code: each for each in row.choices.all()}
    before = [each.label for each in row.choices.all() if not each.is_retired]
    for place, given in enumerate(choices):
        each = had.pop(given["code"], None) or FieldChoice(definition=row, code=given["code"])
        each.label, each.position = given["label"], place
        each.is_retired = bool(given.get("retired"))
        each.full_clean()
        each.save()
    for left in had.values():
        left.is_retired = True
        left.save()
    after = [each.label for each in row.choices.all() if not each.is_retired]
    if before != after:
        note(row, events.EDITED, actor=actor, before={"choices": before}, after={"choices": after})
    changed()


@transaction.atomic
def retire(row: FieldDefinition, *, actor: Any) -> None:
    """Take a field out of use; records keep what they hold. Raises DomainError naming what still needs it."""
    needed = [use for use in uses.uses_of(row.record_type, row.code) if use.blocks]
    if needed:
        places = "; ".join(use.where for use in needed)
        raise DomainError("fields.in_use", _("It is still needed: %s. Change that first.") % places)
    row.retired_at = clock.now()
    row.save(update_fields=["retired_at"])
    enter(row)
    note(row, events.RETIRED, actor=actor, after={"label": row.label})
    changed()


@transaction.atomic
def restore(row: FieldDefinition, *, actor: Any) -> None:
    """Take a retired field into use again. Raises DomainError when it names what is out of use."""
    row.retired_at = None
    try:
        check(row)
    except ValidationError as refused:
        raise DomainError("fields.names_retired", " ".join(refused.messages), field="field") from None
    row.save(update_fields=["retired_at"])
    enter(row)
    note(row, events.RESTORED, actor=actor, after={"label": row.label})
    changed()
