"""Teams provisioned by a directory; a group may stand for a role too."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from legalops.access.models import RoleAssignment
from legalops.access.services import give_role, take_role
from legalops.accounts.models import Team, User
from legalops.audit.services import record
from legalops.scim.errors import ScimError
from legalops.scim.models import ScimGroup
from legalops.scim.patches import Change
from legalops.scim.services.users import actor


@transaction.atomic
def create_group(body: Mapping[str, Any]) -> Team:
    """A team of this name; one that exists already is taken over. Raises ScimError without a name."""
    name = _name(body.get("displayName"))
    if ScimGroup.objects.filter(team__name=name).exists():
        raise ScimError(409, "There is a group with this displayName.", "uniqueness")
    team, _made = Team.objects.get_or_create(name=name)
    ScimGroup.objects.create(team=team, external_id=str(body.get("externalId") or "")[:255])
    set_members(team, _ids(body.get("members") or []))
    return team


@transaction.atomic
def replace_group(team: Team, body: Mapping[str, Any]) -> Team:
    """PUT: name and members as the body says."""
    _rename(team, _name(body.get("displayName")))
    set_members(team, _ids(body.get("members") or []))
    return team


@transaction.atomic
def patch_group(team: Team, changes: Iterable[Change]) -> Team:
    """PATCH: name, and members added, removed or replaced."""
    for change in changes:
        if change.attribute == "displayname":
            _rename(team, _name(change.value))
        elif change.attribute == "externalid":
            ScimGroup.objects.filter(team=team).update(external_id=str(change.value or "")[:255])
        elif change.attribute.startswith("members"):
            set_members(team, _after(team, change))
    return team


@transaction.atomic
def delete_group(team: Team) -> None:
    """The directory's group is gone: nobody is in the team any more; the team and its matters stay."""
    set_members(team, set())
    ScimGroup.objects.filter(team=team).delete()


def set_members(team: Team, wanted: set[int]) -> None:
    """Exactly these people; each who joins or leaves gets or loses the group's role, with its event."""
    people = {person.pk: person for person in User.objects.filter(pk__in=wanted, is_system=False)}
    if missing := wanted - set(people):
        raise ScimError(400, f"There is no user {min(missing)}.", "invalidValue")
    before = {person.pk: person for person in team.members.all()}
    if set(before) == set(people):
        return
    team.members.set(people.values())
    words = {"members": sorted(str(one) for one in before.values())}
    after = {"members": sorted(str(one) for one in people.values())}
    record(team, "scim.team.changed", actor=actor(), before=words, after=after)
    _follow_role(team, joined=set(people) - set(before), left=set(before) - set(people))


def _follow_role(team: Team, *, joined: set[int], left: set[int]) -> None:
    group = ScimGroup.objects.select_related("role").filter(team=team, role__isnull=False).first()
    if group is None or group.role is None:
        return
    for person in User.objects.filter(pk__in=joined):
        give_role(person, group.role, actor=actor())
    gone = RoleAssignment.objects.select_related("user", "role").filter(role=group.role, user__in=left)
    for assignment in gone:
        take_role(assignment, actor=actor())


def _after(team: Team, change: Change) -> set[int]:
    present = set(team.members.values_list("pk", flat=True))
    named = {_id(change.only)} if change.only else _ids(change.value or [])
    if change.op == "replace":
        return named
    if change.op == "add":
        return present | named
    return present - named if named else set()


def _ids(members: Any) -> set[int]:
    listed = members if isinstance(members, list) else [members]
    return {_id(one.get("value") if isinstance(one, Mapping) else one) for one in listed}


def _id(value: Any) -> int:
    if not str(value).isdecimal():
        raise ScimError(400, f"There is no user {value!r}.", "invalidValue")
    return int(value)


def _rename(team: Team, name: str) -> None:
    if team.name == name:
        return
    if Team.objects.exclude(pk=team.pk).filter(name=name).exists():
        raise ScimError(409, "There is a group with this displayName.", "uniqueness")
    before, team.name = team.name, name
    team.save(update_fields=["name"])
    record(team, "scim.team.changed", actor=actor(), before={"name": before}, after={"name": name})


def _name(value: Any) -> str:
    name = str(value or "").strip()[:100]
    if not name:
        raise ScimError(400, "displayName is missing.", "invalidValue")
    return name
