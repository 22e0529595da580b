"""Each kind of reference data as a section of the configuration's files.

A code of several periods has an item for each: "4100" from the beginning, "4100@2026-01-01" from that day on.
"""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from legalops.accounts.models import User
from legalops.configuration import naming, sections
from legalops.configuration.sections import Item, Section
from legalops.kernel.errors import DomainError
from legalops.reference.kinds import KINDS, Kind
from legalops.reference.models import Code
from legalops.reference.selectors import named
from legalops.reference.services import add_code, change_code

_AT = "@"


def register() -> None:
    """Called once, when the app is ready."""
    for place, kind in enumerate(KINDS):
        fields = tuple(name for name in kind.fields if name not in ("code", "valid_from"))
        sections.register(
            Section(
                kind.section, kind.model._meta.verbose_name_plural, "code", fields,
                partial(export, kind), partial(save, kind), order=20 + place,
            )
        )  # fmt: skip


def export(kind: Kind) -> list[Item]:
    """Every code, parents before what stands under them."""
    rows = kind.model._default_manager.select_related(*kind.references).order_by("code", "valid_from")
    return [_item(kind, row) for row in _parents_first(rows)]


def save(kind: Kind, key: str, item: Item, actor: User) -> None:
    """Add or change the code of this key. Raises DomainError naming the field."""
    code, _at, start = key.partition(_AT)
    since = _date(start, "code") if start else None
    row = kind.model._default_manager.filter(code=code.strip().upper(), valid_from=since).first()
    values = {name: _value(kind, name, value) for name, value in item.items()}
    if row is not None:
        change_code(row, values, actor=actor)
    else:
        add_code(kind.model, {"code": code, "valid_from": since, **values}, actor=actor)


def _parents_first(rows: Any) -> list[Code]:
    by_key = {row.pk: row for row in rows}
    placed: dict[int, Code] = {}

    def place(row: Code) -> None:
        above = by_key.get(getattr(row, "parent_id", None))
        if above is not None and above.pk not in placed:
            place(above)
        placed.setdefault(row.pk, row)

    for row in by_key.values():
        place(row)
    return list(placed.values())


def _item(kind: Kind, row: Code) -> Item:
    key = f"{row.code}{_AT}{row.valid_from}" if row.valid_from else row.code
    names = [name for name in kind.fields if name not in ("code", "valid_from")]
    return {"code": key, **{name: _plain(getattr(row, name)) for name in names}}


def _plain(value: Any) -> str:
    if isinstance(value, Code):
        return value.code
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)


def _value(kind: Kind, name: str, value: Any) -> Any:
    if isinstance(value, bool | list | dict):
        raise DomainError("configuration.value", _("Write text in quotes."), field=name)
    text = "" if value is None else str(value)
    if model := kind.references.get(name):
        found = named(model, text) if text else None
        if text and found is None:
            raise naming.absent(text, field=name)
        return found
    field = kind.model._meta.get_field(name)
    if isinstance(field, models.DateField):
        return _date(text, name) if text else None
    try:
        return field.to_python(text)
    except ValidationError as error:
        raise DomainError("configuration.value", " ".join(error.messages), field=name) from None


def _date(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“%s” is no date. Write it as 2026-12-24.") % text
        raise DomainError("configuration.value", message, field=field) from None
