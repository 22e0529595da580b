"""Sections of plain reference tables, whose rows have no service of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from legalops.accounts.models import User
from legalops.audit.services import record
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError


def plain_section(
    name: str, label: Any, model: type[models.Model], key: str, fields: Sequence[str], *, order: int = 50
) -> Section:
    """A section of a table without references; its rows are checked by the model and never removed."""

    def export() -> list[Item]:
        rows = model._default_manager.order_by(key).values(key, *fields)
        return [dict(row) for row in rows]

    def save(value: str, item: Item, actor: User) -> None:
        save_row(model, {key: value}, item, actor=actor)

    return Section(name, label, key, tuple(fields), export, save, order=order)


@transaction.atomic
def save_row(model: type[models.Model], key: Item, values: Item, *, actor: User) -> models.Model:
    """Add or change the row of this key, with its event; a change that changes nothing leaves no trace.

    Raises DomainError, with the field, for values the model refuses.
    """
    row = model._default_manager.select_for_update().filter(**key).first()
    before = {name: getattr(row, name) for name in values} if row else None
    row = row or model(**key)
    for name, value in values.items():
        setattr(row, name, _typed(model, name, value))
    _check(row)
    after = {name: getattr(row, name) for name in values}
    if before == after:
        return row
    row.save()
    if before is None:
        record(row, "configuration.item.added", actor=actor, after=_told(after, after))
    else:
        changed = [name for name in after if after[name] != before[name]]
        record(
            row,
            "configuration.item.changed",
            actor=actor,
            before=_told(before, changed),
            after=_told(after, changed),
        )
    return row


def _told(values: Item, names: Iterable[str]) -> Item:
    """Values as the ledger keeps them: records in words."""
    return {name: str(held) if isinstance(held := values[name], models.Model) else held for name in names}


def _typed(model: type[models.Model], name: str, value: Any) -> Any:
    if isinstance(value, models.Model):
        return value
    try:
        return model._meta.get_field(name).to_python(value)
    except (ValidationError, FieldDoesNotExist) as error:
        raise DomainError("configuration.value", _sentence(error), field=name) from None


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise DomainError("configuration.value", " ".join(sentences), field=field) from None


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
