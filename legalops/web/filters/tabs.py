"""The parts that a list falls into, each at its own address."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Tab:
    """One part: its words, address, whether it is the open one, and how many rows it has where counted."""

    label: str | Promise
    url: str
    current: bool = False
    count: int | str = ""
