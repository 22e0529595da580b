"""What a token may be used for: an area of the API, to read or to write. Apps register their areas."""

from dataclasses import dataclass

from django.utils.functional import Promise

READ, WRITE = "read", "write"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the API under one word ("matters")."""

    code: str
    label: str | Promise


_areas: dict[str, Area] = {}


def register(area: Area) -> None:
    """Add an area; called from apps' ready()."""
    _areas[area.code] = area


def areas() -> list[Area]:
    """All areas by their label."""
    return sorted(_areas.values(), key=lambda each: str(each.label))


def scope(area: str, verb: str) -> str:
    """The scope's code ("matters:read")."""
    return f"{area}:{verb}"


def all_scopes() -> frozenset[str]:
    """Every scope there is."""
    return frozenset(scope(area.code, verb) for area in _areas.values() for verb in (READ, WRITE))


def allows(scopes: frozenset[str], area: str, verb: str) -> bool:
    """Whether scopes let this be done; who may write an area may read it."""
    return scope(area, verb) in scopes or (verb == READ and scope(area, WRITE) in scopes)
