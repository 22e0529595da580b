"""Custom fields with their choices as a section; people by address, teams by name, conditions in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legalops.accounts.models import User
from legalops.configuration import conditions, naming, sections
from legalops.configuration.sections import Item, Section
from legalops.fields.configuration.keys import owners, parted
from legalops.fields.configuration.ordering import in_order
from legalops.fields.facts import fields_named_by
from legalops.fields.models import FieldDefinition
from legalops.fields.services.defining import restore, retire
from legalops.fields.services.describing import classify
from legalops.fields.services.writing import write_definition
from legalops.kernel import clock
from legalops.kernel.errors import DomainError

_PLAIN = (
    "label", "kind", "help_text", "why", "meaning", "owner_role", "section", "position", "sub_types",
    "places", "currency", "target", "formula", "via", "looked_up", "minimum", "maximum", "pattern",
    "is_unique", "default", "is_required", "required_from", "asked_at_opening", "see_roles", "edit_roles",
    "outsiders_see", "is_searchable",
)  # fmt: skip
_CONDITIONS = ("shown_when", "required_when")
_LISTS = ("sub_types", "see_roles", "edit_roles")
_CHOICE = ("code", "label", "retired")
FIELDS = (*_PLAIN, *_CONDITIONS, "owner", "owner_team", "classification", "choices", "retired")


def register() -> None:
    """Called once, when the app is ready. Rules that name fields come after it."""
    label = gettext_lazy("Custom fields")
    sections.register(Section("custom_fields", label, "field", FIELDS, export, save, order=75))


def export() -> list[Item]:
    """Every custom field, those that others name before them."""
    rows = FieldDefinition.objects.select_related("owner", "owner_team", "entry").prefetch_related("choices")
    return [_item(row) for row in in_order(rows)]


@transaction.atomic
def save(key: str, item: Item, actor: User) -> None:
    """Add or change a field, retire it or take it back. Raises DomainError, with the field."""
    record_type, code = parted(key)
    known = FieldDefinition.objects.select_for_update(of=("self",))
    row = known.filter(record_type=record_type, code=code).first()
    row = row or FieldDefinition(
        record_type=record_type, code=code, label=code.replace("_", " ").capitalize()
    )
    wanted, was_retired = item.get("retired"), row.retired_at is not None
    if wanted:
        # What is out of use may name what is out of use too.
        row.retired_at = row.retired_at or clock.now()
    try:
        write_definition(row, _values(item, row), choices=_choices(item), actor=actor)
    except ValidationError as refused:
        raise _refusal(refused) from None
    if "classification" in item:
        classify(row.entry, str(item["classification"] or ""), actor=actor)
    if wanted is not None and bool(wanted) != was_retired:
        (retire if wanted else restore)(row, actor=actor)


def _item(row: FieldDefinition) -> Item:
    given: Item = {"field": f"{row.record_type}/{row.code}"}
    given |= {name: getattr(row, name) for name in _PLAIN}
    given["kind"] = str(row.kind)
    given |= {name: _in_words(row, name) for name in _CONDITIONS}
    choices = [
        {"code": each.code, "label": each.label, "retired": each.is_retired} for each in row.choices.all()
    ]
    return given | {
        "owner": row.owner.email if row.owner else "",
        "owner_team": row.owner_team.name if row.owner_team else "",
        "classification": row.entry.classification if hasattr(row, "entry") else "",
        "choices": choices,
        "retired": row.retired_at is not None,
    }


def _in_words(row: FieldDefinition, name: str) -> list[Any]:
    return conditions.in_words(getattr(row, name), row.record_type, fields=fields_named_by(row))


def _values(item: Item, row: FieldDefinition) -> dict[str, Any]:
    given = {name: item[name] for name in _PLAIN if name in item} | owners(item)
    for name in _LISTS:
        if not isinstance(given.get(name, []), list):
            raise DomainError("configuration.value", _("Write a list of codes."), field=name)
    for name in _CONDITIONS:
        if name in item:
            given[name] = _conditions(item[name], row, name)
    return given


def _conditions(words: Any, row: FieldDefinition, name: str) -> list[Any]:
    try:
        return conditions.from_words(words, row.record_type, fields=fields_named_by(row))
    except DomainError as refusal:
        raise DomainError(refusal.code, refusal.message, field=name) from None


def _choices(item: Item) -> list[Item] | None:
    if "choices" not in item:
        return None
    rows = naming.listed(item, "choices", _CHOICE)
    if any(not each.get("code") or not each.get("label") for each in rows):
        raise DomainError("configuration.value", _("Give each choice a code and a label."), field="choices")
    return [each | {"code": str(each["code"]), "label": str(each["label"])} for each in rows]


def _refusal(refused: ValidationError) -> DomainError:
    if not hasattr(refused, "error_dict"):
        return DomainError("configuration.value", " ".join(refused.messages), field="field")
    field, sentences = next(iter(refused.message_dict.items()))
    return DomainError(
        "configuration.value", " ".join(sentences), field="field" if field == "__all__" else field
    )
