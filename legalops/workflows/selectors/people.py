"""Who is meant by "is:<relation>" and "role:<code>"."""

from collections.abc import Iterable
from typing import Any

from legalops.access.services import roles_of
from legalops.accounts.models import User
from legalops.workflows import registry


def is_one_of(user: User, who: Iterable[str], record: Any, record_type: str) -> bool:
    """Whether the person is any of those named; system actors always are."""
    return user.is_system or any(_is(user, code, record, record_type) for code in who)


def people_of(code: str, record: Any, record_type: str) -> list[User]:
    """The active people whom a code names on this record."""
    kind, _colon, name = code.partition(":")
    if kind == "role":
        return list(in_role(name))
    relation = registry.host_of(record_type).relations.get(name)
    people = relation.people(record) if relation else ()
    return [person for person in people if person is not None and person.is_active]


def in_role(code: str):
    """The active people who hold a role, by id."""
    people = User.objects.filter(is_active=True, is_system=False)
    return people.filter(role_assignments__role__code=code).order_by("pk")


def _is(user: User, code: str, record: Any, record_type: str) -> bool:
    kind, _colon, name = code.partition(":")
    if kind == "role":
        return name in roles_of(user)
    relation = registry.host_of(record_type).relations.get(name)
    if relation is not None and relation.holds is not None:
        return relation.holds(user, record)
    return any(person.pk == user.pk for person in people_of(code, record, record_type))
