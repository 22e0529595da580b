"""Firms and their offices."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.imports import texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from vendors.enums import FirmStatus, FirmTier
from vendors.models import Firm, Office
from vendors.services import firms

MAY = frozenset({can.VENDORS_EDIT, can.CONFIGURE})


def firms_of(user: Any, wanted: Collection[str]) -> Mapping[str, Firm]:
    """Firms by casefolded vendor code; whoever may import firms may name each of them."""
    rows = Firm.objects.annotate(lower=Lower("code")).filter(lower__in=[text.lower() for text in wanted])
    return {firm.code.casefold(): firm for firm in rows}


def firm_column(**more: Any) -> Column:
    """The column that names a firm by its vendor code."""
    return Column(
        "firm", _("Vendor code"), ColumnKind.REFERENCE, required=True, find=firms_of,
        shown=lambda firm: firm.code, example="harlow-pike",
        aliases=("firm", "firm code", "vendor", "law firm", "vendor id", "firm id"), **more,
    )  # fmt: skip


def _match_firms(user: Any, rows: Sequence[Values]) -> list[Match]:
    found = firms_of(user, {row["code"] for row in rows})
    return [Match(found.get(row["code"].casefold())) for row in rows]


def _read_firm(firm: Firm) -> Values:
    return {column.code: getattr(firm, column.code) for column in FIRMS.columns}


def _onboard(values: Values, actor: Any) -> Firm:
    given = dict(values)
    status = given.pop("status", FirmStatus.ACTIVE)
    firm = firms.onboard_firm(**given, actor=actor)
    return firm if status == firm.status else firms.edit_firm(firm, {"status": status}, actor=actor)


def _onboard_many(rows: Sequence[Values], actor: Any) -> list[Firm]:
    return firms.onboard_firms(rows, actor=actor)


def _match_offices(user: Any, rows: Sequence[Values]) -> list[Match]:
    keys = Q(firm__in={row["firm"].pk for row in rows})
    found = {(o.firm_id, o.name.casefold()): o for o in Office.objects.filter(keys).select_related("firm")}
    return [Match(found.get((row["firm"].pk, row["name"].casefold()))) for row in rows]


def _read_office(office: Office) -> Values:
    return {column.code: getattr(office, column.code) for column in OFFICES.columns}


def _add_office(values: Values, actor: Any) -> Office:
    return firms.add_office(**values, actor=actor)


def _tiers() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in FirmTier]


def _states() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in FirmStatus]


_COUNTRY = ("country code", "nation")
FIRMS = Importable(
    code="firms",
    label=_("Firm"),
    plural=_("Firms"),
    capabilities=MAY,
    columns=(
        Column("code", _("Vendor code"), required=True, clean=texts.slug, most=20, example="harlow-pike",
               aliases=("firm code", "vendor id", "firm id", "id", "vendor")),
        Column("name", _("Name"), required=True, most=120, example="Harlow Pike LLP",
               aliases=("firm name", "vendor name", "law firm", "firm")),
        Column("status", _("Status"), ColumnKind.CHOICE, choices=_states, example="Active"),
        Column("tier", _("Tier"), ColumnKind.CHOICE, choices=_tiers, example="Panel",
               aliases=("firm tier", "vendor tier", "panel status")),
        Column("tax_id", _("Tax id"), most=50, example="12-3456789",
               aliases=("law firm id", "law_firm_id", "tin", "ein", "vat number")),
        Column("country", _("Country"), clean=texts.country, aliases=_COUNTRY, example="US"),
        Column("currency", _("Billing currency"), clean=texts.currency, example="USD",
               aliases=("currency", "invoice currency")),
        Column("ap_vendor_number", _("Vendor number in accounts payable"), most=30, example="V-10442",
               aliases=("ap vendor number", "vendor number", "ap number", "supplier number")),
        Column("tax_invoices", _("Sends tax invoices"), ColumnKind.BOOLEAN, example="no",
               aliases=("eu mode", "tax invoices")),
    ),
    key=("code",),
    model=Firm,
    match=_match_firms,
    read=_read_firm,
    create=_onboard,
    update=lambda firm, changes, actor: firms.edit_firm(firm, changes, actor=actor),
    create_many=_onboard_many,
    address=lambda firm: reverse("vendors:firm", args=[firm.code]),
)  # fmt: skip
OFFICES = Importable(
    code="offices",
    label=_("Office"),
    plural=_("Offices"),
    capabilities=MAY,
    columns=(
        firm_column(),
        Column("name", _("Office"), required=True, most=100, example="Chicago",
               aliases=("office name", "name")),
        Column("city", _("City"), required=True, most=80, aliases=("town",), example="Chicago"),
        Column("country", _("Country"), clean=texts.country, aliases=_COUNTRY, example="US"),
    ),
    key=("firm", "name"),
    model=Office,
    match=_match_offices,
    read=_read_office,
    create=_add_office,
    update=lambda office, changes, actor: firms.edit_office(office, changes, actor=actor),
    address=lambda office: reverse("vendors:firm", args=[office.firm.code]),
    related=("firm",),
)  # fmt: skip
