"""Owners and definitions of the fields that ship, as a section; those of custom fields are their own."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import sections
from legalops.configuration.sections import Item, Section
from legalops.fields.configuration.keys import owners, parted
from legalops.fields.models import FieldDefinition, FieldEntry
from legalops.fields.services.counting import shipped_fields
from legalops.fields.services.describing import describe
from legalops.kernel import records
from legalops.kernel.errors import DomainError

FIELDS = ("owner", "owner_team", "meaning", "why", "classification")
_NOTHING: dict[str, Any] = {
    "owner": None, "owner_team": None, "meaning": "", "why": "", "classification": "",
}  # fmt: skip


def register() -> None:
    """Called once, when the app is ready."""
    label = gettext_lazy("Owners and definitions of fields")
    sections.register(Section("field_dictionary", label, "field", FIELDS, export, save, remove, order=76))


def export() -> list[Item]:
    """Every shipped field of which somebody said something."""
    nothing = Q(owner=None, owner_team=None, meaning="", why="", classification="")
    rows = FieldEntry.objects.filter(definition=None).exclude(nothing).select_related("owner", "owner_team")
    return [_item(each) for each in rows.order_by("record_type", "code")]


@transaction.atomic
def save(key: str, item: Item, actor: User) -> None:
    """Describe a shipped field. Raises DomainError, with the field, for one that does not exist."""
    entry = _entry(*parted(key))
    words = {name: str(item[name] or "") for name in ("meaning", "why", "classification") if name in item}
    present = {name: getattr(entry, name) for name in FIELDS}
    describe(entry, **(present | words | owners(item)), actor=actor)


@transaction.atomic
def remove(key: str, actor: User) -> None:
    """Nobody owns or defines the field any more."""
    describe(_entry(*parted(key)), **_NOTHING, actor=actor)


def _item(entry: FieldEntry) -> Item:
    return {
        "field": f"{entry.record_type}/{entry.code}",
        "owner": entry.owner.email if entry.owner else "",
        "owner_team": entry.owner_team.name if entry.owner_team else "",
        "meaning": entry.meaning,
        "why": entry.why,
        "classification": entry.classification,
    }


def _entry(record_type: str, code: str) -> FieldEntry:
    """The entry of a shipped field, made where nothing was counted yet."""
    added = FieldDefinition.objects.filter(record_type=record_type).values_list("code", flat=True)
    shipped = {each.code: each for each in shipped_fields(records.find(record_type), added)}
    field = shipped.get(code)
    if field is None:
        message = _("No field “%(code)s” ships with this record. Known: %(known)s.")
        facts = {"code": code, "known": ", ".join(sorted(shipped))}
        raise DomainError("fields.not_shipped", message % facts, field="field")
    entry, _made = FieldEntry.objects.get_or_create(
        record_type=record_type, code=code, defaults={"label": str(field.label), "kind": str(field.kind)}
    )
    return entry
