"""Timekeepers and their standard rates."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.imports import texts
from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from vendors.enums import TimekeeperStatus
from vendors.importables.firms import MAY, firm_column
from vendors.models import Office, Rate, Timekeeper, TimekeeperClass
from vendors.services import rates, timekeepers

_ID = ("timekeeper id", "timekeeper_id", "tk id", "timekeeper", "timekeeper code", "id")


def _classes(user: Any, wanted: Collection[str]) -> Mapping[str, TimekeeperClass]:
    rows = list(TimekeeperClass.objects.all())
    by_label = {row.label.casefold(): row for row in rows}
    return by_label | {row.code.casefold(): row for row in rows}


def _people(rows: Sequence[Values], code: str) -> dict[tuple[int, str], Timekeeper]:
    found = Timekeeper.objects.filter(firm__in={row["firm"].pk for row in rows}).select_related(
        "firm", "classification", "office"
    )
    wanted = {(row["firm"].pk, timekeepers.id_key(row[code])) for row in rows}
    people = {(person.firm_id, timekeepers.id_key(person.code)): person for person in found}
    return {key: person for key, person in people.items() if key in wanted}


def _match_timekeepers(user: Any, rows: Sequence[dict[str, Any]]) -> list[Match]:
    people = _people(rows, "code")
    offices = {
        (office.firm_id, office.name.casefold()): office
        for office in Office.objects.filter(firm__in={row["firm"].pk for row in rows})
    }
    return [_match_timekeeper(row, people, offices) for row in rows]


def _match_timekeeper(row: dict[str, Any], people: Mapping, offices: Mapping) -> Match:
    wrong = {}
    if isinstance(row.get("office"), str):
        office = offices.get((row["firm"].pk, row["office"].casefold()))
        if office is None:
            wrong["office"] = (
                _now("This firm has no such office."),
                _now("Correct it, or add the office first."),
            )
        row["office"] = office
    return Match(people.get((row["firm"].pk, timekeepers.id_key(row["code"]))), wrong)


def _read_timekeeper(person: Timekeeper) -> Values:
    return {column.code: getattr(person, column.code) for column in TIMEKEEPERS.columns}


def _add(values: Values, actor: Any) -> Timekeeper:
    return timekeepers.add_timekeeper(**values, actor=actor)


def _update(person: Timekeeper, changes: Values, actor: Any) -> None:
    timekeepers.edit_timekeeper(person, changes, actor=actor)
    if "status" in changes:
        reason = _now("Decided by an import.")
        timekeepers.decide_timekeeper(person, changes["status"], reason=reason, actor=actor)


def _match_rates(user: Any, rows: Sequence[dict[str, Any]]) -> list[Match]:
    people = _people(rows, "timekeeper")
    found = Rate.objects.filter(timekeeper__in={person.pk for person in people.values()})
    known = {(r.timekeeper_id, r.currency, r.valid_from): r for r in found.select_related("timekeeper__firm")}
    return [_match_rate(row, people, known) for row in rows]


def _match_rate(row: dict[str, Any], people: Mapping, known: Mapping) -> Match:
    person = people.get((row["firm"].pk, timekeepers.id_key(row["timekeeper"])))
    if person is None:
        wrong = _now("This firm has no timekeeper of this id.")
        return Match(None, {"timekeeper": (wrong, _now("Correct it, or add the timekeeper first."))})
    row["person"] = person
    return Match(known.get((person.pk, row["currency"], row["valid_from"])))


def _read_rate(rate: Rate) -> Values:
    return {
        "firm": rate.timekeeper.firm,
        "timekeeper": rate.timekeeper.code,
        "amount": rate.amount,
        "currency": rate.currency,
        "valid_from": rate.valid_from,
        "valid_until": rate.valid_until,
    }


def _approve(values: Values, actor: Any) -> Rate:
    given = {code: values[code] for code in values if code not in ("firm", "timekeeper", "person")}
    return rates.approve_rate(values["person"], **given, actor=actor)


def _never(rate: Rate, changes: Values, actor: Any) -> None:
    raise RuntimeError("Approved rates never change: a new one is started.")


TIMEKEEPERS = Importable(
    code="timekeepers",
    label=_("Timekeeper"),
    plural=_("Timekeepers"),
    capabilities=MAY,
    columns=(
        firm_column(),
        Column("code", _("Timekeeper id"), required=True, most=20, aliases=(*_ID, "code"), example="TK101"),
        Column("last_name", _("Last name"), required=True, most=60, example="Okafor",
               aliases=("surname", "family name", "timekeeper last name")),
        Column("first_name", _("First name"), most=60, example="Ada",
               aliases=("given name", "timekeeper first name")),
        Column("classification", _("Class"), ColumnKind.REFERENCE, required=True, find=_classes,
               shown=lambda each: each.code, example="PARTNR",
               aliases=("classification", "timekeeper class", "level", "title", "role")),
        Column("office", _("Office"), most=100, aliases=("office name", "location"), example=""),
        Column("status", _("Status"), ColumnKind.CHOICE, choices=lambda: TimekeeperStatus.choices,
               example="Approved"),
    ),
    key=("firm", "code"),
    model=Timekeeper,
    match=_match_timekeepers,
    read=_read_timekeeper,
    create=_add,
    update=_update,
    create_many=lambda rows, actor: timekeepers.add_timekeepers(rows, actor=actor),
    address=lambda person: reverse("vendors:timekeepers", args=[person.firm.code]),
    related=("firm", "classification", "office"),
)  # fmt: skip
RATES = Importable(
    code="rates",
    label=_("Standard rate"),
    plural=_("Standard rates"),
    capabilities=MAY,
    columns=(
        firm_column(),
        Column("timekeeper", _("Timekeeper id"), required=True, most=20, aliases=_ID, example="TK101"),
        Column("amount", _("Amount per hour"), ColumnKind.MONEY, required=True, changeable=False, decimals=4,
               aliases=("rate", "hourly rate", "amount", "standard rate"), example="650.00"),
        Column("currency", _("Currency"), required=True, clean=texts.currency, example="USD",
               aliases=("rate currency",)),
        Column("valid_from", _("Valid from"), ColumnKind.DATE, required=True, example="2026-01-01",
               aliases=("from", "start date", "effective date", "effective from", "start")),
        Column("valid_until", _("Valid until (not included)"), ColumnKind.DATE, changeable=False, example="",
               aliases=("until", "end date", "expires", "end", "valid until")),
    ),
    key=("firm", "timekeeper", "currency", "valid_from"),
    model=Rate,
    match=_match_rates,
    read=_read_rate,
    create=_approve,
    update=_never,
    address=lambda rate: reverse("vendors:rates", args=[rate.timekeeper.firm.code]),
    related=("timekeeper__firm",),
)  # fmt: skip
