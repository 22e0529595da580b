"""What applying files would change: pure comparison of items by key."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from legalops.configuration.faults import ConfigurationFaults
from legalops.configuration.sections import Item, Section


@dataclass(frozen=True, slots=True)
class Change:
    """One item of a section that is added, changed or removed; only the fields that differ."""

    section: str
    key: str
    action: Literal["add", "change", "remove"]
    before: Item
    after: Item

    def as_data(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def compare(section: Section, wanted: list[Any], present: list[Item], *, prune: bool = False) -> list[Change]:
    """The changes from what is to what a file wants, in the file's order.

    Fields an item does not name stay as they are; items the file does not name stay too, unless `prune`, when
    the section's removable ones go. Raises ConfigurationFaults naming every item that cannot be read.
    """
    checked = _checked(section, wanted)
    there = {str(item[section.key]): item for item in present}
    changes = [
        change for key, item in checked.items() if (change := _change(section, key, item, there.get(key)))
    ]
    if prune and section.remove:
        changes += [
            Change(section.name, key, "remove", _rest(section, item), {})
            for key, item in there.items()
            if key not in checked
        ]
    return changes


def extras(section: Section, wanted: list[Any], present: list[Item]) -> list[str]:
    """Keys that exist and that the file does not name."""
    named = {str(item.get(section.key)) for item in wanted if isinstance(item, dict)}
    return [key for item in present if (key := str(item[section.key])) not in named]


def _change(section: Section, key: str, item: Item, present: Item | None) -> Change | None:
    after = _rest(section, item)
    if present is None:
        return Change(section.name, key, "add", {}, after)
    differing = {name: value for name, value in after.items() if value != present.get(name)}
    if not differing:
        return None
    return Change(section.name, key, "change", {name: present.get(name) for name in differing}, differing)


def _rest(section: Section, item: Item) -> Item:
    return {name: value for name, value in item.items() if name != section.key}


def _checked(section: Section, wanted: list[Any]) -> dict[str, Item]:
    faults: list[str] = []
    found: dict[str, Item] = {}
    for number, item in enumerate(wanted, 1):
        for fault in _faults(section, item, found):
            faults.append(f"{section.name}.yaml, item {number}: {fault}")
        if isinstance(item, dict):
            found.setdefault(str(item.get(section.key)), item)
    if faults:
        raise ConfigurationFaults(faults)
    return found


def _faults(section: Section, item: Any, found: dict[str, Item]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"it has to name its fields, {section.key} first."
        return
    key = item.get(section.key)
    if key is None or isinstance(key, dict | list) or not str(key).strip():
        yield f"“{section.key}” is missing; it tells the items of this section apart."
    elif str(key) in found:
        yield f"{section.key} “{key}” stands here twice."
    for name in item:
        if name != section.key and name not in section.fields:
            yield f"there is no field “{name}”. Fields: {', '.join((section.key, *section.fields))}."
