"""People of the department as records that can be imported: invited, or changed by their e-mail address."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.access.services import capabilities_of
from legalops.accounts.models import Team, User
from legalops.governance.services.joining import describe, join, write_later
from legalops.governance.services.roles import set_access
from legalops.imports.registry import Column, Importable, Match, Values
from legalops.imports.registry import register as add
from legalops.imports.values import Wrong

_LISTS: Final = ("roles", "teams")
_PARTS: Final = re.compile(r"[;,\n]")


def register() -> None:
    """Called once, when the app is ready."""
    add(PEOPLE)


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong(_now("This is not an e-mail address."), _now("Write it as in name@example.com."))
    return text.lower()


def _match(user: Any, rows: Sequence[dict[str, Any]]) -> list[Match]:
    """Puts lists of names into their one stored form, too, so that the same list is no change."""
    addresses = {row["email"] for row in rows}
    people = User.objects.annotate(lower=Lower("email")).filter(lower__in=addresses)
    found = {person.email.lower(): person for person in people.prefetch_related(*RELATED)}
    roles, teams = _roles_by_name(), {team.name.casefold(): team for team in Team.objects.all()}
    own = capabilities_of(user)
    return [_match_one(row, found.get(row["email"]), roles, teams, own) for row in rows]


def _match_one(
    row: dict[str, Any],
    person: User | None,
    roles: Mapping[str, Role],
    teams: Mapping[str, Team],
    own: frozenset[str],
) -> Match:
    wrong: dict[str, tuple[str, str]] = {}
    if person is not None and person.is_system:
        wrong["email"] = (_now("This address cannot be used."), _now("Write the address of a person."))
    for code, known, words in (("roles", roles, _role_words), ("teams", teams, str)):
        if code in row:
            row[code], unknown = _listed(row[code], known, words)
            if unknown:
                wrong[code] = (_now("Not known: %s.") % ", ".join(unknown), _mend(known.values()))
    if "roles" not in wrong and (beyond := _beyond(row, person, roles, own)):
        message = _now("The role %s may do more than you.")
        wrong["roles"] = (message % ", ".join(beyond), _now("Ask an administrator to give it."))
    return Match(person, wrong)


def _listed(text: str, known: Mapping[str, Any], words: Callable[[Any], str]) -> tuple[str, list[str]]:
    """The named records in the form in which they are kept, and the names that nobody has."""
    names = [name.strip() for name in _PARTS.split(text) if name.strip()]
    unknown = [name for name in names if name.casefold() not in known]
    records = {known[name.casefold()] for name in names if name.casefold() in known}
    return _joined(records, words), unknown


def _joined(records: Iterable[Model], words: Callable[[Any], str]) -> str:
    return "; ".join(sorted(words(each) for each in records))


def _mend(known: Iterable[Model]) -> str:
    names = sorted({str(each) for each in known})
    return _now("Write names that exist, parted by semicolons: %s.") % ", ".join(names[:12])


def _beyond(row: Values, person: User | None, roles: Mapping[str, Role], own: frozenset[str]) -> list[str]:
    if can.CONFIGURE in own:
        return []
    held = {one.role_id for one in person.role_assignments.all()} if person else set()
    given = [role for role in _named(row.get("roles", ""), roles) if role.pk not in held]
    return sorted(str(role) for role in given if not own.issuperset(role.capabilities))


def _named(text: str, known: Mapping[str, Any]) -> list[Any]:
    return [known[part.strip().casefold()] for part in _PARTS.split(text) if part.strip().casefold() in known]


def _roles_by_name() -> dict[str, Role]:
    """Roles of the department by code and name; people of firms join on their firm's page."""
    rows = list(Role.objects.of_department())
    return {role.name.casefold(): role for role in rows} | {role.code.casefold(): role for role in rows}


def _role_words(role: Role) -> str:
    return role.code


def _read(person: User) -> Values:
    return {
        "email": person.email.lower(),
        "full_name": person.full_name,
        "job_title": person.job_title,
        "roles": _joined((one.role for one in person.role_assignments.all()), _role_words),
        "teams": _joined(person.teams.all(), str),
    }


def _join(values: Values, actor: Any) -> User:
    given = {code: text for code, text in values.items() if code not in _LISTS}
    person = join(**given, roles=_roles_of(values), teams=_teams_of(values), actor=actor)
    write_later(person, actor=actor)
    return person


def _update(person: User, changes: Values, actor: Any) -> None:
    describe(person, changes, actor=actor)
    if not any(code in changes for code in _LISTS):
        return
    held = [one.role for one in person.role_assignments.select_related("role")]
    set_access(
        person,
        roles=_roles_of(changes) if "roles" in changes else held,
        teams=_teams_of(changes) if "teams" in changes else person.teams.all(),
        actor=actor,
    )


def _roles_of(values: Values) -> list[Role]:
    return _named(values.get("roles", ""), _roles_by_name())


def _teams_of(values: Values) -> list[Team]:
    return _named(values.get("teams", ""), {team.name.casefold(): team for team in Team.objects.all()})


RELATED: Final = ("role_assignments__role", "teams")
PEOPLE = Importable(
    code="people",
    label=_("Person"),
    plural=_("People"),
    capabilities=frozenset({can.PEOPLE_MANAGE}),
    columns=(
        Column("email", _("E-mail address"), required=True, clean=_address, most=254,
               example="a.lead@example.com",
               aliases=("email", "e-mail", "mail", "user name", "login", "upn")),
        Column("full_name", _("Full name"), required=True, most=150, example="Ada Lead",
               aliases=("name", "display name", "person", "employee")),
        Column("job_title", _("Job title"), most=100, example="Senior counsel",
               aliases=("title", "position")),
        Column("roles", _("Roles"), most=1_000, example="attorney; paralegal",
               aliases=("role", "groups", "permissions"),
               help=_("All roles of the person, parted by semicolons; a role left out is taken away.")),
        Column("teams", _("Teams"), most=1_000, example="",
               aliases=("team", "practice group", "department"),
               help=_("All teams of the person, parted by semicolons.")),
    ),
    key=("email",),
    model=User,
    match=_match,
    read=_read,
    create=_join,
    update=_update,
    made_with=frozenset({"role_assignments", "teams", "emailaddress_set"}),
    address=lambda person: reverse("governance:person", args=[person.pk]),
    shown_to=lambda user: User.objects.filter(is_system=False),
)  # fmt: skip
