"""Answers to "may this person": one query per person and request."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache

from django.db import transaction

from legalops.access.administrators import require_an_administrator
from legalops.access.capabilities import CONFIGURE, widened
from legalops.access.models import AuthorityLimit, Role, RoleAssignment
from legalops.access.modules import switched_off_with
from legalops.access.viewing import viewer_of
from legalops.accounts.models import User
from legalops.kernel import clock, ledger
from legalops.kernel.planned import Place, Statement

_CACHE, _UNION = "_legalops_roles", "_legalops_capabilities"
# Asked on every request: the text as it is costs a fifth of the same built from models. A row at least, so
# that what apps above keep of a person comes along.
_ROLES = """
SELECT role.code, role.name, role.capabilities, role.mfa_required,
  (SELECT array_agg(code) FROM access_switchedoffmodule){keys} FROM (VALUES (1)) one
LEFT JOIN (access_roleassignment given JOIN access_role role ON role.id = given.role_id)
  ON given.user_id = %s
ORDER BY role.name
"""
_keys: dict[str, str] = {}
_guards: list[Callable[[User, Role], None]] = []


def roles_of(user) -> dict[str, frozenset[str]]:
    """Role code to capabilities for an active person, without those of modules that are off; empty for
    anyone else. Kept on the user object.
    """
    return {code: granted for code, _name, granted, _mfa in _roles(user)}


def role_names_of(user) -> list[str]:
    """The names of the person's roles, in their order."""
    return [name for _code, name, _granted, _mfa in _roles(user)]


def role_names_granting(user, capability: str) -> list[str]:
    """The names of the person's roles that grant the capability."""
    return [name for _code, name, granted, _mfa in _roles(user) if capability in granted]


def capabilities_of(user) -> frozenset[str]:
    """Union of the capabilities of the person's roles; of someone looked at as, those of both."""
    own, viewer = _own_capabilities(user), viewer_of(user)
    return own if viewer is None else widened(own) & widened(capabilities_of(viewer))


def _own_capabilities(user) -> frozenset[str]:
    """Kept on the user object for as long as the roles are: pages ask twenty times."""
    roles = _roles(user)
    if not roles:
        return frozenset()
    of, found = user.__dict__.get(_UNION, (None, frozenset()))
    if of is not roles:
        found = frozenset().union(*(granted for _code, _name, granted, _mfa in roles))
        user.__dict__[_UNION] = roles, found
    return found


def second_factor_required(user) -> bool:
    """Whether a role of the person requires a second factor."""
    return any(mfa for _code, _name, _granted, mfa in _roles(user))


def _roles(user) -> list[tuple[str, str, frozenset[str], bool]]:
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    found = getattr(user, _CACHE, None)
    if found is None:
        rows = _statement().rows([user.pk])
        gone = switched_off_with(rows[0][4] or ())
        found = [(code, name, frozenset(can) - gone, mfa) for code, name, can, mfa, *_ in rows if code]
        setattr(user, _CACHE, found)
        user.__dict__.update(zip(_keys, rows[0][5:], strict=True))
    return found


@cache
def _statement() -> Statement:
    keys = "".join(f", ({select})" for select in _keys.values())
    return Statement(_ROLES.format(keys=keys), (Place(0, int),) * (len(_keys) + 1))


def fetch_with_roles(attribute: str, select: str) -> None:
    """Ask for a key of the person together with their roles, for the app that knows what it means.

    `select` is a SELECT of one value by the person's key, its only parameter; it is kept in the user's
    `__dict__` under `attribute`.
    """
    _keys[attribute] = select
    _statement.cache_clear()


def key_of(user, attribute: str) -> int | None:
    """What `fetch_with_roles` found under this name; None for whoever is not signed in or not active."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return None
    if attribute not in user.__dict__:
        user.__dict__.pop(_CACHE, None)
        _roles(user)
    return user.__dict__[attribute]


def with_roles_of(user: User, other: User) -> User:
    """The other with the roles that were found for this one."""
    setattr(other, _CACHE, _roles(user))
    return other


def somebody_with(role: Role) -> User:
    """Nobody in particular who has this role alone: to see what people of a role would see. Never saved."""
    person = User(full_name=role.name, is_active=True)
    setattr(person, _CACHE, [(role.code, role.name, frozenset(role.capabilities), role.mfa_required)])
    person.__dict__.update(dict.fromkeys(_keys))
    return person


def has_capability(user, capability: str) -> bool:
    """Whether one of the person's roles grants the capability."""
    return capability in capabilities_of(user)


def assign_role(user: User, code: str) -> RoleAssignment:
    """Set a person up with a role, without an event of its own: for services that record the whole of what
    they do, and for first data. People are given roles by `give_role`.
    """
    assignment, _ = RoleAssignment.objects.get_or_create(user=user, role=Role.objects.get(code=code))
    user.__dict__.pop(_CACHE, None)
    return assignment


def guard_roles(guard: Callable[[User, Role], None]) -> None:
    """Have this called before a person is given a role; it raises DomainError to refuse."""
    if guard not in _guards:
        _guards.append(guard)


@transaction.atomic
def give_role(user: User, role: Role, *, actor: User) -> RoleAssignment:
    """Give a person a role, with its event; giving it twice is one assignment and one event.

    Raises DomainError when a guard refuses, for example a role of the department for outside counsel.
    """
    existing = RoleAssignment.objects.filter(user=user, role=role).first()
    if existing:
        return existing
    for guard in _guards:
        guard(user, role)
    assignment = assign_role(user, role.code)
    ledger.record(user, "access.role.given", actor=actor, after={"role": role.code})
    return assignment


@transaction.atomic
def take_role(assignment: RoleAssignment, *, actor: User) -> None:
    """Take a role away from a person, at once; taking it twice is one event.

    Raises DomainError when nobody could configure the product afterwards.
    """
    user, role = assignment.user, assignment.role
    gone, _rows = RoleAssignment.objects.filter(pk=assignment.pk).delete()
    user.__dict__.pop(_CACHE, None)
    if gone:
        if CONFIGURE in role.capabilities:
            require_an_administrator()
        ledger.record(user, "access.role.taken", actor=actor, before={"role": role.code})


def authority_of(user, on: date | None = None, kind: str = "") -> Decimal | None:
    """The person's approval limit in base currency on a date (today), or None when there is none.

    For a kind of record its own limit counts, and only without one the limit for all kinds.
    """
    return authorities(on, kind, [user.pk]).get(user.pk)


def authorities(
    on: date | None = None, kind: str = "", people: Iterable[int] | None = None
) -> dict[int, Decimal]:
    """The limits of these people, or of everyone who has one, by primary key; as `authority_of`."""
    on = on or clock.today()
    limits = AuthorityLimit.objects.filter(valid_from__lte=on, kind__in={"", kind}).exclude(
        valid_until__lte=on
    )
    if people is not None:
        limits = limits.filter(user__in=people)
    # The limit of the kind comes last and so stays.
    return dict(limits.order_by("kind").values_list("user_id", "amount"))
