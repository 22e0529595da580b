"""Matters under the numbers they have."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.accounts.models import Team, User
from legalops.imports import texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from legalops.kernel import clock
from legalops.reference.importables import code_column
from legalops.reference.models import CostCentre, Department, LegalEntity
from matters.models import Matter, MatterType
from matters.selectors.codes import CODES
from matters.services.codes import faults, with_owners
from matters.services.editing import edit_matter
from matters.services.opening import open_matter

MAY = frozenset({can.MATTERS_EDIT})


def people(user: Any, wanted: Collection[str]) -> Mapping[str, User]:
    """Active people of the department by e-mail address, or by a full name that only one of them has."""
    staff = User.objects.filter(is_active=True, is_system=False, firm_membership__isnull=True)
    by_name: dict[str, list[User]] = {}
    found: dict[str, User] = {}
    for person in staff:
        by_name.setdefault(person.full_name.casefold(), []).append(person)
        found[person.email.casefold()] = person
    return {name: same[0] for name, same in by_name.items() if len(same) == 1} | found


def matters_of(user: Any, wanted: Collection[str]) -> Mapping[str, Matter]:
    """Matters the person sees, by casefolded number."""
    rows = Matter.objects.visible_to(user).select_related(*CODES).annotate(lower=Lower("number"))
    return {each.number.casefold(): each for each in rows.filter(lower__in=[text.lower() for text in wanted])}


def person_column(code: str, label: Any, *aliases: str, **more: Any) -> Column:
    """A column that names a person by e-mail address or name."""
    return Column(
        code, label, ColumnKind.REFERENCE, find=people, shown=lambda person: person.email,
        example="a.lead@example.com", aliases=aliases, **more,
    )  # fmt: skip


def matter_column() -> Column:
    """The column that names a matter by its number."""
    return Column(
        "matter", _("Matter number"), ColumnKind.REFERENCE, required=True, find=matters_of,
        shown=lambda matter: matter.number, example="2026-00017",
        aliases=("matter", "number", "matter id", "client matter id"),
    )  # fmt: skip


def _types(user: Any, wanted: Collection[str]) -> Mapping[str, MatterType]:
    rows = list(MatterType.objects.filter(is_active=True))
    return {row.name.casefold(): row for row in rows} | {row.code.casefold(): row for row in rows}


def _teams(user: Any, wanted: Collection[str]) -> Mapping[str, Team]:
    return {team.name.casefold(): team for team in Team.objects.all()}


def _match(user: Any, rows: Sequence[dict[str, Any]]) -> list[Match]:
    numbers = {row["number"].casefold() for row in rows}
    seen = matters_of(user, numbers)
    taken = set(
        Matter.objects.annotate(lower=Lower("number"))
        .filter(lower__in=numbers)
        .values_list("lower", flat=True)
    )
    return [_match_one(row, seen, taken) for row in rows]


def _match_one(row: dict[str, Any], seen: Mapping[str, Matter], taken: set[str]) -> Match:
    number = row["number"]
    if number.lower() in taken and number.casefold() not in seen:
        return Match(None, {"number": (_now("This number cannot be used."), _now("Choose another number."))})
    matter = seen.get(number.casefold())
    return Match(matter, _code_faults(row, matter))


def _code_faults(row: dict[str, Any], matter: Matter | None) -> dict[str, tuple[str, str]]:
    """What is wrong with the row's codes; the owners of its cost centre become part of the row."""
    held = {name: getattr(matter, name) if matter else None for name in CODES}
    chosen = [name for name in CODES if name in row and row[name] != held[name]]
    codes = with_owners({name: row.get(name, held[name]) for name in CODES}, chosen=chosen)
    row |= {name: code for name, code in codes.items() if code != held[name]}
    opened = row.get("opened_on") or (matter.opened_on if matter else clock.today())
    return {
        name: (message, _now("Correct it, or leave the cell empty."))
        for name, message in faults(codes, chosen=chosen, opened_on=opened)
    }


def _read(matter: Matter) -> Values:
    return {column.code: getattr(matter, column.code) for column in MATTERS.columns}


def _update(matter: Matter, changes: Values, actor: Any) -> None:
    edit_matter(matter, changes, version=matter.version, actor=actor)


MATTERS = Importable(
    code="matters",
    label=_("Matter"),
    plural=_("Matters"),
    capabilities=MAY,
    columns=(
        Column("number", _("Matter number"), required=True, most=20, example="2019-00341",
               aliases=("number", "matter id", "id", "matter no")),
        Column("name", _("Name"), required=True, example="Arden v. Pell",
               aliases=("matter name", "title", "matter")),
        Column("matter_type", _("Type"), ColumnKind.REFERENCE, required=True, find=_types,
               shown=lambda each: each.code, example="employment",
               aliases=("matter type", "practice area", "category")),
        person_column("lead", _("Lead attorney"), "lead", "responsible attorney", "owner", required=True),
        Column("team", _("Team"), ColumnKind.REFERENCE, find=_teams, example="",
               aliases=("practice group",)),
        code_column("legal_entity", _("Legal entity"), LegalEntity, example="US01",
                    aliases=("entity", "company code", "company", "legal entity code")),
        code_column("department", _("Department"), Department, example="SALES",
                    aliases=("department code",)),
        code_column("cost_centre", _("Cost centre"), CostCentre, example="4100",
                    aliases=("cost center", "cost centre code", "cost center code")),
        Column("business_unit", _("Business unit"), most=80, aliases=("division",), example="Retail"),
        Column("description", _("Description"), most=5_000, aliases=("summary",), example=""),
        Column("currency", _("Currency"), clean=texts.currency, example="USD"),
        Column("opened_on", _("Opened on"), ColumnKind.DATE, example="2019-06-03",
               aliases=("opened", "open date", "date opened", "start date")),
        Column("restricted", _("Restricted"), ColumnKind.BOOLEAN, changeable=False, example="no",
               aliases=("confidential",)),
    ),
    key=("number",),
    model=Matter,
    match=_match,
    read=_read,
    create=lambda values, actor: open_matter(**values, actor=actor),
    update=_update,
    made_with=frozenset({"members"}),
    address=lambda matter: reverse("matters:matter", args=[matter.number]),
    related=("matter_type", "lead", "team", *CODES),
)  # fmt: skip
