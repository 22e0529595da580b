"""What belongs to a matter: people on it, key dates, budgets."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from legalops.imports.registry import Column, ColumnKind, Importable, Match, Values
from matters.enums import BudgetStatus, DateKind, MemberRole
from matters.importables.matters import MAY, matter_column, person_column
from matters.models import Budget, KeyDate, MatterMember
from matters.services.budgets import approve_budget
from matters.services.key_dates import change_key_date, set_key_date
from matters.services.people import add_member

# What a row may say of a key date beside what, when and whose.
_MORE = ("backup", "kind", "critical")


def _matters(rows: Sequence[Values]) -> set[int]:
    return {row["matter"].pk for row in rows}


def _match_members(user: Any, rows: Sequence[Values]) -> list[Match]:
    found = MatterMember.objects.filter(matter__in=_matters(rows)).select_related("matter", "user")
    known = {(member.matter_id, member.user_id): member for member in found}
    return [Match(known.get((row["matter"].pk, row["user"].pk))) for row in rows]


def _read_member(member: MatterMember) -> Values:
    return {"matter": member.matter, "user": member.user, "role": member.role}


def _add_member(values: Values, actor: Any) -> MatterMember:
    role = values.get("role", MemberRole.ATTORNEY)
    return add_member(values["matter"], values["user"], role=role, actor=actor)


def _change_member(member: MatterMember, changes: Values, actor: Any) -> None:
    add_member(member.matter, member.user, role=changes["role"], actor=actor)


def _match_dates(user: Any, rows: Sequence[Values]) -> list[Match]:
    found = KeyDate.objects.filter(matter__in=_matters(rows)).select_related("matter", "owner", "backup")
    known = {(each.matter_id, each.name.casefold()): each for each in found.order_by("-done_at", "-date")}
    return [Match(known.get((row["matter"].pk, row["name"].casefold()))) for row in rows]


def _read_date(each: KeyDate) -> Values:
    return {
        "matter": each.matter, "name": each.name, "date": each.date, "owner": each.owner,
        "backup": each.backup, "kind": each.kind, "critical": each.critical,
    }  # fmt: skip


def _set_date(values: Values, actor: Any) -> KeyDate:
    matter = values["matter"]
    owner = values.get("owner") or matter.lead
    more = {name: values[name] for name in _MORE if values.get(name) not in (None, "")}
    return set_key_date(matter, name=values["name"], on=values["date"], owner=owner, actor=actor, **more)


def _change_date(each: KeyDate, changes: Values, actor: Any) -> None:
    on, owner = changes.get("date", each.date), changes.get("owner", each.owner)
    more = {name: changes[name] for name in _MORE if name in changes}
    change_key_date(each, name=each.name, on=on, owner=owner, actor=actor, **more)


def _match_budgets(user: Any, rows: Sequence[Values]) -> list[Match]:
    found = Budget.objects.filter(matter__in=_matters(rows), status=BudgetStatus.APPROVED)
    known = {each.matter_id: each for each in found.select_related("matter")}
    return [Match(known.get(row["matter"].pk)) for row in rows]


def _read_budget(budget: Budget) -> Values:
    return {"matter": budget.matter, "amount": budget.amount}


def _set_budget(values: Values, actor: Any) -> Budget:
    return approve_budget(values["matter"], values["amount"], expected_version=0, actor=actor)


def _change_budget(budget: Budget, changes: Values, actor: Any) -> Budget:
    version = budget.version
    return approve_budget(budget.matter, changes["amount"], expected_version=version, actor=actor)


def _of_matter(record: Any) -> str:
    return reverse("matters:matter", args=[record.matter.number])


def _kinds() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in DateKind]


def _roles() -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in MemberRole]


MEMBERS = Importable(
    code="matter-members",
    label=_("Person on a matter"),
    plural=_("People on matters"),
    capabilities=MAY,
    columns=(
        matter_column(),
        person_column("user", _("Person"), "person", "email", "e-mail", "member", "name", required=True),
        Column("role", _("Role"), ColumnKind.CHOICE, choices=_roles, example="Attorney"),
    ),
    key=("matter", "user"),
    model=MatterMember,
    match=_match_members,
    read=_read_member,
    create=_add_member,
    update=_change_member,
    address=_of_matter,
    related=("matter", "user"),
)
KEY_DATES = Importable(
    code="key-dates",
    label=_("Key date"),
    plural=_("Key dates"),
    capabilities=MAY,
    columns=(
        matter_column(),
        Column("name", _("What"), required=True, most=120, example="Answer due",
               aliases=("name", "title", "event", "key date", "description")),
        Column("date", _("Date"), ColumnKind.DATE, required=True, example="2026-09-30",
               aliases=("due", "due date", "on", "deadline")),
        person_column("owner", _("Owner"), "responsible", "person", "assignee"),
        person_column("backup", _("Backup"), "substitute", "second person"),
        Column("kind", _("Kind"), ColumnKind.CHOICE, choices=_kinds, example="Deadline"),
        Column("critical", _("Critical"), ColumnKind.BOOLEAN, example="yes"),
    ),
    key=("matter", "name"),
    model=KeyDate,
    match=_match_dates,
    read=_read_date,
    create=_set_date,
    update=_change_date,
    address=_of_matter,
    related=("matter", "owner", "backup"),
    made_with=frozenset({"moves"}),
)  # fmt: skip
BUDGETS = Importable(
    code="budgets",
    label=_("Budget"),
    plural=_("Budgets"),
    capabilities=MAY,
    columns=(
        matter_column(),
        Column("amount", _("Amount"), ColumnKind.MONEY, required=True, example="250000.00",
               aliases=("budget", "total", "approved budget")),
    ),
    key=("matter",),
    model=Budget,
    match=_match_budgets,
    read=_read_budget,
    create=_set_budget,
    update=_change_budget,
    address=_of_matter,
    related=("matter",),
)  # fmt: skip
