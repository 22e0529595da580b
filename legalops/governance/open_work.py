"""What a person has in hand: each app registers its kinds of open work and how it is given away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from legalops.accounts.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of open work as the wizard lists it; `title` tells its viewer no more than they may know."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A kind of open work.

    `items(person, viewer)` lists what the person has in hand. `reassign(person, successor, actor)` gives all
    of it to the successor within the caller's transaction and answers how much it was; it raises DomainError
    where the successor cannot take it. Where `successor_needed` is false, None for the successor gives it up.
    """

    kind: str
    label: Any
    items: Callable[[User, User], list[Item]]
    reassign: Callable[[User, User | None, User], int]
    successor_needed: bool = True
    hint: Any = ""
    order: int = 100


_kinds: dict[str, OpenWork] = {}


def register_open_work(work: OpenWork) -> None:
    """Add a kind of open work; registered again it replaces the earlier one."""
    _kinds[work.kind] = work


def kinds() -> list[OpenWork]:
    """All kinds in the order in which they are given away."""
    return sorted(_kinds.values(), key=lambda work: (work.order, work.kind))
