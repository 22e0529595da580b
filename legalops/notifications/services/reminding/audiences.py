"""The people whom tokens mean on each of many records, in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from legalops.access.models import RoleAssignment
from legalops.accounts.models import Team, User
from legalops.kernel.records import FieldKind
from legalops.notifications.reminders import audience
from legalops.notifications.reminders.audience import Token
from legalops.notifications.services.reminding.fields import people_fields


class Audience:
    """Answers whom a list of tokens means on a record; made once for a run."""

    def __init__(self, record_type: str, stored: Iterable[str]) -> None:
        self._tokens = [audience.read(text) for text in stored]
        self._fields = people_fields(record_type)
        self._by_role = self._people_by_role()
        self._by_team = self._people_by_team()

    def of(self, record: Any) -> set[int]:
        """Keys of the people meant on this record."""
        return {pk for token in self._tokens for pk in self._people(token, record)}

    def _people(self, token: Token, record: Any) -> Iterable[int]:
        if token.means == "person":
            return [int(token.name)]
        if token.means == "role":
            return self._by_role[token.name]
        field = self._fields.get(token.name)
        key = field.of(record) if field else None
        if field is None or key is None:
            return []
        return self._by_team[key] if field.kind == FieldKind.TEAM else [key]

    def _people_by_role(self) -> dict[str, list[int]]:
        codes = [token.name for token in self._tokens if token.means == "role"]
        rows = RoleAssignment.objects.filter(role__code__in=codes).values_list("role__code", "user_id")
        return _grouped(rows if codes else ())

    def _people_by_team(self) -> dict[int, list[int]]:
        asked = [self._fields.get(token.name) for token in self._tokens if token.means == "field"]
        teams = any(field and field.kind == FieldKind.TEAM for field in asked)
        return _grouped(Team.members.through.objects.values_list("team_id", "user_id") if teams else ())


def names_of(kinds: set[FieldKind]) -> dict[str, dict[int, str]]:
    """Names of people and teams by key, each loaded only if a text names such a field."""
    people = User.objects.values_list("pk", "full_name") if FieldKind.PERSON in kinds else ()
    teams = Team.objects.values_list("pk", "name") if FieldKind.TEAM in kinds else ()
    return {FieldKind.PERSON: dict(people), FieldKind.TEAM: dict(teams)}


def _grouped(pairs: Iterable[Sequence[Any]]) -> dict[Any, list[int]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for key, person in pairs:
        groups[key].append(person)
    return groups
