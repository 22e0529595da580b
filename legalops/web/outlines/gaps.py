"""What stands in a template for values that each request brings. A gap can be printed and handed on; whoever
asks it anything else asks what an outline cannot know.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NoReturn

from django.template.base import render_value_in_context

# Control characters: no template has them, and escaping leaves them alone.
START, END = "\x02", "\x03"


class Misused(Exception):
    """A template asked a gap for more than to be printed."""


@dataclass(slots=True)
class Sheet:
    """The drawing of one outline: how each mark on it is filled, and whether a gap was misused."""

    fillers: list[Callable[[Mapping[str, Any]], Any]] = field(default_factory=list)
    misused: bool = False

    def mark(self, filler: Callable[[Mapping[str, Any]], Any]) -> str:
        """A mark where the filler's answer goes."""
        self.fillers.append(filler)
        return f"{START}{len(self.fillers) - 1}{END}"

    def gap(self, name: str) -> "Gap":
        """A gap for a value of this name."""
        return Gap(self, (name,))


class Gap:
    """A value by its name, or what hangs on it."""

    __slots__ = ("_path", "_sheet")

    def __init__(self, sheet: Sheet, path: tuple[str, ...]) -> None:
        self._sheet, self._path = sheet, path

    def __getattr__(self, name: str) -> "Gap":
        if name.startswith("_"):
            raise AttributeError(name)
        return Gap(self._sheet, (*self._path, name))

    def __getitem__(self, name: object) -> "Gap":
        return Gap(self._sheet, (*self._path, str(name)))

    def __html__(self) -> str:
        path = self._path
        return self._sheet.mark(lambda values: value_at(values, path))

    def __str__(self) -> str:
        # Whoever makes text of a gap but to print it, such as a filter, would work on the mark.
        if sys._getframe(1).f_code is not render_value_in_context.__code__:
            self._refuse()
        return self.__html__()

    def _refuse(self, *_: object) -> NoReturn:
        # Noted as well as raised: conditions in templates swallow whatever is raised in them.
        self._sheet.misused = True
        raise Misused(".".join(self._path))

    __bool__ = __len__ = __iter__ = __contains__ = __eq__ = __lt__ = __gt__ = __format__ = _refuse
    __add__ = __radd__ = __mod__ = __rmod__ = __sub__ = __rsub__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def value_at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What a template finds there: by key, by attribute, called where it can be."""
    value: Any = values[path[0]]
    for name in path[1:]:
        value = value[name] if isinstance(value, Mapping) and name in value else getattr(value, name)
        if callable(value):
            value = value()
    return value


def fills_gaps(tag: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator of template tags: given a gap, the tag is called when the outline is filled."""

    @wraps(tag)
    def filled(*args: Any, **kwargs: Any) -> Any:
        sheet = next((one._sheet for one in (*args, *kwargs.values()) if type(one) is Gap), None)
        if sheet is None:
            return tag(*args, **kwargs)

        def fill(values: Mapping[str, Any]) -> Any:
            given = {name: _given(one, values) for name, one in kwargs.items()}
            return tag(*(_given(one, values) for one in args), **given)

        return _Mark(sheet.mark(fill))

    return filled


class _Mark(str):
    """A mark, which needs no escaping."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _given(one: Any, values: Mapping[str, Any]) -> Any:
    return value_at(values, one._path) if type(one) is Gap else one
