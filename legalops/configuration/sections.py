"""The sections of the configuration: each app registers what it lets administrators set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from legalops.accounts.models import User
from legalops.kernel.errors import DomainError

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the configuration: a list of items told apart by `key`.

    `export` answers all items as plain data (text, whole numbers, truth, lists, mappings), the key among
    them. `save` adds or changes the item of this key: it gets the fields to set, leaves all others as they
    are, records its events and raises DomainError, naming the `field`, for what cannot be. `remove` takes an
    item away; without it items are never taken away. `fields` are the names an item may have beside its key.
    """

    name: str
    label: Any
    key: str
    fields: tuple[str, ...]
    export: Callable[[], list[Item]]
    save: Callable[[str, Item, User], None]
    remove: Callable[[str, User], None] | None = None
    order: int = 100


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Make a section part of the configuration; called from apps' ready()."""
    _sections[section.name] = section


def sections() -> list[Section]:
    """All sections in the order in which they are applied: what others refer to comes first."""
    return sorted(_sections.values(), key=lambda each: (each.order, each.name))


def find(name: str) -> Section:
    """The section of this name. Raises DomainError naming those that exist."""
    try:
        return _sections[name]
    except KeyError:
        known = ", ".join(each.name for each in sections())
        raise DomainError(
            "configuration.section", f"There is no section “{name}”. Sections: {known}."
        ) from None
