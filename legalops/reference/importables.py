"""Each kind of reference data as records that can be imported, told apart by their code."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _now

from legalops.access import capabilities as can
from legalops.imports import registry, texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from legalops.imports.values import Wrong
from legalops.reference.kinds import CODE, KINDS, Kind
from legalops.reference.models import Code, code_text
from legalops.reference.selectors import by_code
from legalops.reference.services import add_code, change_code, withdraw_code

_HEADS: Mapping[str, tuple[str, ...]] = {
    "code": ("id", "key", "number"),
    "name": ("description", "label", "title"),
    "valid_from": ("from", "effective from", "start", "start date", "effective date"),
    "valid_until": ("until", "valid until", "effective to", "to", "end", "end date", "expires"),
}
_CLEAN = {"country": texts.country, "currency": texts.currency}


def register() -> None:
    """Called once, when the app is ready."""
    for kind in KINDS:
        registry.register(_importable(kind))


def code_column(name: str, label: Any, model: type[Code], **more: Any) -> Column:
    """A column that names a code of this model, in files of any kind of record."""
    find = partial(_find, model)
    return Column(name, label, ColumnKind.REFERENCE, find=find, shown=lambda row: row.code, **more)


def _find(model: type[Code], user: Any, wanted: Collection[str]) -> Mapping[str, Code]:
    return by_code(model, wanted)


def _importable(kind: Kind) -> Importable:
    meta = kind.model._meta
    return Importable(
        code=kind.slug,
        label=capfirst(str(meta.verbose_name)),
        plural=capfirst(str(meta.verbose_name_plural)),
        capabilities=frozenset({can.CONFIGURE}),
        columns=tuple(_column(kind, name) for name in kind.fields),
        key=("code",),
        model=kind.model,
        match=partial(_match, kind),
        read=lambda row: {name: getattr(row, name) for name in kind.fields},
        create=lambda values, actor: add_code(kind.model, values, actor=actor),
        update=lambda row, changes, actor: change_code(row, changes, actor=actor),
        withdraw=lambda row, actor: withdraw_code(row, actor=actor),
        address=lambda row: reverse(f"admin:reference_{meta.model_name}_change", args=[row.pk]),
        related=tuple(kind.references),
        shown_to=lambda user: kind.model._default_manager.all(),
    )


def _column(kind: Kind, name: str) -> Column:
    field = kind.model._meta.get_field(name)
    label = capfirst(str(field.verbose_name))
    heads = (*_HEADS.get(name, ()), *kind.heads.get(name, ()))
    more: dict[str, Any] = {"aliases": heads, "example": kind.example.get(name, "")}
    if model := kind.references.get(name):
        return code_column(name, label, model, **more)
    if isinstance(field, models.DateField):
        return Column(name, label, ColumnKind.DATE, **more)
    if isinstance(field, models.DecimalField):
        return Column(name, label, ColumnKind.MONEY, decimals=3, **more)
    clean = _code if name == "code" else _CLEAN.get(name)
    return Column(
        name, label, required=name in CODE, most=field.max_length, clean=clean, **more,
    )  # fmt: skip


def _code(text: str) -> str:
    if not code_text.regex.match(text):
        raise Wrong(str(code_text.message), _now("Write it without spaces and signs."))
    return text.upper()


def _match(kind: Kind, user: Any, rows: Sequence[Values]) -> list[Match]:
    codes = {row["code"] for row in rows}
    same: dict[str, list[Code]] = {}
    for held in kind.model._default_manager.filter(code__in=codes).select_related(*kind.references):
        same.setdefault(held.code, []).append(held)
    present = by_code(kind.model, codes)
    return [_match_one(row, same.get(row["code"], ()), present) for row in rows]


def _match_one(row: Values, same: Sequence[Code], present: Mapping[str, Code]) -> Match:
    """The period that begins on the row's day; without a day the code as it holds today."""
    since = row.get("valid_from")
    if since is None:
        return Match(present.get(row["code"].casefold()))
    if held := next((each for each in same if each.valid_from == since), None):
        return Match(held)
    if any(each.stands_in_the_way(since, row.get("valid_until")) for each in same):
        wrong = _now("This code is in use in part of this period.")
        return Match(None, {"valid_from": (wrong, _now("Choose a period outside it, or another code."))})
    return Match(None)
