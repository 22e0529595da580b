"""Kinds of matter."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.configuration.plain import save_row
from legalops.imports import texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from matters.models import MatterType
from matters.services.reference import MATTER_TYPES


def _match(user: Any, rows: Sequence[Values]) -> list[Match]:
    found = {row.code: row for row in MatterType.objects.filter(code__in={row["code"] for row in rows})}
    return [Match(found.get(row["code"])) for row in rows]


def _code_sets() -> list[tuple[str, str]]:
    """The sets that ship, and those that types of this department use."""
    shipped = {code_set for _code, _name, code_set in MATTER_TYPES}
    used = MatterType.objects.order_by().values_list("code_set", flat=True).distinct()
    return [(each, each) for each in sorted(shipped.union(used))]


def _add(values: Values, actor: Any) -> Any:
    given = dict(values)
    return save_row(MatterType, {"code": given.pop("code")}, given, actor=actor)


def _update(kind: MatterType, changes: Values, actor: Any) -> Any:
    return save_row(MatterType, {"code": kind.code}, dict(changes), actor=actor)


MATTER_TYPES_KIND = Importable(
    code="matter-types",
    label=_("Matter type"),
    plural=_("Matter types"),
    capabilities=frozenset({can.CONFIGURE}),
    columns=(
        Column("code", _("Code"), required=True, clean=texts.slug, most=30, example="employment",
               aliases=("type code", "id", "key")),
        Column("name", _("Name"), required=True, most=80, example="Employment",
               aliases=("matter type", "type", "practice area", "label")),
        Column("code_set", _("Task code set"), ColumnKind.CHOICE, choices=_code_sets, example="LITIGATION",
               aliases=("code set", "utbms set", "task codes")),
        Column("is_active", _("In use"), ColumnKind.BOOLEAN, example="yes", aliases=("active", "enabled")),
    ),
    key=("code",),
    model=MatterType,
    match=_match,
    read=lambda kind: {name: getattr(kind, name) for name in ("code", "name", "code_set", "is_active")},
    create=_add,
    update=_update,
    address=lambda kind: reverse("admin:matters_mattertype_change", args=[kind.pk]),
    shown_to=lambda user: MatterType.objects.all(),
)  # fmt: skip
