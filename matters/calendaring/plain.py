"""Plain data read with every fault kept, named with its place."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class PackFaults(ValueError):
    """What is wrong with a pack: each fault with its place, as `rules[3].unit: …`."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Reader:
    """Reads plain data, and collects what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, place: str, words: str) -> None:
        """Note what is wrong at a place."""
        self.faults.append(f"{place}: {words}")

    def known(self, data: Any, allowed: set[str], place: str) -> Mapping[str, Any]:
        """The mapping at a place; keys that mean nothing are faults, since they are slips."""
        if not isinstance(data, Mapping):
            self.fault(place, "write it as names with values.")
            return {}
        for name in data:
            if name not in allowed:
                self.fault(
                    f"{place}.{name}", f"there is no such part; known are {', '.join(sorted(allowed))}."
                )
        return data

    def text(self, data: Mapping[str, Any], name: str, place: str, *, needed: bool = True) -> str:
        """Text, trimmed; missing text is a fault where it is needed."""
        value = data.get(name, "")
        if needed and not str(value or "").strip():
            self.fault(f"{place}.{name}", "is missing.")
        return str(value or "").strip()

    def whole(self, data: Mapping[str, Any], name: str, place: str, default: int | None = None) -> int:
        """A whole number from 0 on."""
        value = data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fault(f"{place}.{name}", "write a whole number, 0 or more.")
            return 0
        return value

    def one_of(self, kinds: type[E], data: Mapping[str, Any], name: str, place: str, default: E) -> E:
        """One of some fixed words."""
        value = data.get(name, default)
        try:
            return kinds(value)
        except ValueError:
            self.fault(f"{place}.{name}", f"“{value}” is none of {', '.join(kinds)}.")
            return default

    def day(self, data: Mapping[str, Any], name: str, place: str) -> date:
        """A date."""
        value = data.get(name)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(f"{place}.{name}", "write a date as 2026-12-24.")
            return date(1, 1, 1)

    def each(self, data: Mapping[str, Any], name: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        """Every row of a list."""
        rows = data.get(name) or []
        if not isinstance(rows, list):
            self.fault(name, "write it as a list.")
            return ()
        return tuple(read(row, f"{name}[{number}]") for number, row in enumerate(rows, 1))
