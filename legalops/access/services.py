"""Answers to "may this person": one query per person and request."""

from datetime import date
from decimal import Decimal

from legalops.access.models import AuthorityLimit, Role, RoleAssignment
from legalops.accounts.models import User
from legalops.kernel import clock

_CACHE = "_legalops_roles"


def roles_of(user) -> dict[str, frozenset[str]]:
    """Role code to capabilities for an active person; empty for anyone else. Kept on the user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return {}
    found = getattr(user, _CACHE, None)
    if found is None:
        rows = Role.objects.filter(assignments__user=user).values_list("code", "capabilities")
        found = {code: frozenset(names) for code, names in rows}
        setattr(user, _CACHE, found)
    return found


def capabilities_of(user) -> frozenset[str]:
    """Union of the capabilities of the person's roles."""
    return frozenset().union(*roles_of(user).values())


def has_capability(user, capability: str) -> bool:
    """Whether one of the person's roles grants the capability."""
    return capability in capabilities_of(user)


def assign_role(user: User, code: str) -> RoleAssignment:
    """Give a person a shipped or custom role; giving it twice is one assignment."""
    assignment, _ = RoleAssignment.objects.get_or_create(user=user, role=Role.objects.get(code=code))
    user.__dict__.pop(_CACHE, None)
    return assignment


def authority_of(user, on: date | None = None) -> Decimal | None:
    """The person's approval limit in base currency on a date (today), or None when there is none."""
    on = on or clock.today()
    limits = AuthorityLimit.objects.filter(user=user, valid_from__lte=on)
    current = limits.exclude(valid_until__lte=on).values_list("amount", flat=True)
    return current.first()
