"""What can be changed of many people: a role or a team, given or taken."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.access.shipped import PORTAL_ROLES
from legalops.accounts.models import Team, User
from legalops.governance.selectors.people import people_rows
from legalops.governance.services.roles import set_access
from legalops.governance.tables import PeopleTable, person_url
from legalops.lists.bulk.declaring import VALUE, BulkRows
from legalops.lists.bulk.registry import Change, Values

Keys = set[int]


def _rows(_user: User) -> QuerySet[User]:
    people = User.objects.filter(pk__in=people_rows().values("pk"))
    return people.prefetch_related("role_assignments__role", "teams")


PEOPLE = BulkRows(PeopleTable.id, frozenset({can.PEOPLE_MANAGE}), _rows, person_url)


def _held(person: User, kind: str) -> dict[int, str]:
    """Names of the person's roles or teams by key."""
    if kind == "team":
        return {team.pk: team.name for team in person.teams.all()}
    return {each.role_id: str(each.role) for each in person.role_assignments.all()}


def _set(person: User, roles: Keys, teams: Keys, actor: User) -> None:
    set_access(
        person, roles=Role.objects.filter(pk__in=roles), teams=Team.objects.filter(pk__in=teams), actor=actor
    )


def _ask(kind: str) -> Callable[[User, Any], forms.Form]:
    def ask(_user: User, data: Any) -> forms.Form:
        form = forms.Form(data)
        if kind == "team":
            rows, label, empty = Team.objects.order_by("name"), _("Team"), _("Choose a team")
        else:
            rows = Role.objects.exclude(code__in=PORTAL_ROLES).order_by("name")
            label, empty = _("Role"), _("Choose a role")
        form.fields[VALUE] = forms.ModelChoiceField(rows, label=label, empty_label=empty)
        return form

    return ask


def _memory(person: User, _values: Values) -> dict[str, list[int]]:
    return {kind: sorted(_held(person, kind)) for kind in ("role", "team")}


def _back(person: User, memory: dict[str, list[int]], actor: User) -> None:
    _set(person, set(memory["role"]), set(memory["team"]), actor)


def _made(kind: str, *, gives: bool, label: Any, **more: Any) -> Change:
    def apply(person: User, values: Values, actor: User) -> None:
        held = {each: set(_held(person, each)) for each in ("role", "team")}
        held[kind] = held[kind] | {values[VALUE].pk} if gives else held[kind] - {values[VALUE].pk}
        _set(person, held["role"], held["team"], actor)

    return PEOPLE.change(
        f"people.{kind}-{'on' if gives else 'off'}",
        label,
        form=_ask(kind),
        read=lambda person, values: ", ".join(sorted(_held(person, kind).values())) or _t("None"),
        holds=lambda person, values: (values[VALUE].pk in _held(person, kind)) == gives,
        apply=apply,
        remember=_memory,
        restore=_back,
        **more,
    )


CHANGES = (
    _made("role", gives=True, label=_("Give a role"), icon="shield", order=10),
    _made("role", gives=False, label=_("Take a role away"), icon="shield-lock", order=11),
    _made("team", gives=True, label=_("Put into a team"), icon="users-group", order=20),
    _made("team", gives=False, label=_("Take out of a team"), icon="users", order=21),
)
