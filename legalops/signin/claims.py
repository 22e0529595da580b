"""What a provider's claims say about a person, read without the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

_ELSEWHERE: Final = "_claim_names"  # OpenID Connect: these claims were too many and lie elsewhere


class Rule(Protocol):
    """A claim, one of its values, and what it stands for."""

    claim: str
    value: str
    role_id: int | None
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds, with the value as the provider wrote it."""

    rule: Any
    said: str


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """The values of a claim. Its name as it stands, as SAML's long ones, else a path parted by dots, such as
    "realm_access.roles". One value is a list of one.
    """
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if found is None or isinstance(found, Mapping):
        return []
    many = found if isinstance(found, list | tuple) else [found]
    return [str(one).strip() for one in many if not isinstance(one, Mapping | list)]


def holding(rules: Iterable[Rule], claims: Mapping[str, Any]) -> list[Held]:
    """The rules that hold, in their order; upper and lower case are the same."""
    held = []
    for rule in rules:
        said = {one.casefold(): one for one in values_of(claims, rule.claim)}
        if (match := said.get(rule.value.casefold())) is not None:
            held.append(Held(rule, match))
    return held


def unknown(rules: Iterable[Rule], claims: Mapping[str, Any]) -> set[str]:
    """Claims of the rules of which the provider only said that it did not send them, being too many."""
    elsewhere = claims.get(_ELSEWHERE)
    names = set(elsewhere) if isinstance(elsewhere, Mapping) else set()
    return {rule.claim for rule in rules if rule.claim in names and not values_of(claims, rule.claim)}
