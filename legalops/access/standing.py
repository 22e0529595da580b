"""What the rules of visibility ask of a person. Two people of one standing get the same SQL from
`visible_to`, each with keys of their own in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from legalops.access.glass import has_broken_glass
from legalops.access.services import capabilities_of, fetch_with_roles, key_of, with_roles_of
from legalops.access.viewing import viewer_of
from legalops.accounts.models import User

_facts: list[str] = []


@dataclass(frozen=True, slots=True)
class Standing:
    """The capabilities of an active person, which of the registered facts hold, and whether they may see
    something by a break-glass grant.
    """

    capabilities: frozenset[str]
    facts: tuple[str, ...]
    glass: bool


def register_fact(attribute: str, select: str) -> None:
    """Name a key that rules read besides the person's own, such as that of their firm.

    `select` is a SELECT of it by the person's key; it comes with their roles, and `key_of` answers it.
    """
    if attribute not in _facts:
        _facts.append(attribute)
    fetch_with_roles(attribute, select)


def standing_of(user) -> Standing | None:
    """Where the person stands now; None for whoever is not signed in or not active, and for someone looked at
    as by another: two standings at once are learned for nobody.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active or viewer_of(user) is not None:
        return None
    held = tuple(name for name in _facts if key_of(user, name) is not None)
    return Standing(capabilities_of(user), held, has_broken_glass(user))


def keys_of(user: User, standing: Standing) -> tuple[int, ...]:
    """The keys that rules put into SQL for this person: their own and that of each fact."""
    return (user.pk, *(user.__dict__[name] for name in standing.facts))


def stand_in(user: User, standing: Standing, keys: Sequence[int]) -> User:
    """Somebody of the same standing with these keys. Nothing else is known of them: to ask is a query."""
    known = {"id": keys[0], "is_active": True, "glass_until": user.glass_until if standing.glass else None}
    other = User.from_db("default", list(known), list(known.values()))
    for name in _facts:
        other.__dict__[name] = None
    other.__dict__.update(zip(standing.facts, keys[1:], strict=True))
    return with_roles_of(user, other)
