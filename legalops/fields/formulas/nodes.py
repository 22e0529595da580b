"""What formulas are made of. `at` is a node's place in the text, counted from 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a field of the record."""

    code: str
    at: int


@dataclass(frozen=True, slots=True)
class Negative:
    """The opposite of a number."""

    of: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Binary:
    """One of + - * / between two parts."""

    sign: str
    left: "Node"
    right: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple["Node", ...]
    at: int


Node: TypeAlias = Number | Name | Negative | Binary | Call


def names_in(node: Node) -> Iterator[Name]:
    """Every field that is named, in the order of the text."""
    match node:
        case Name():
            yield node
        case Negative(of=inner):
            yield from names_in(inner)
        case Binary(left=left, right=right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(arguments=arguments):
            for each in arguments:
                yield from names_in(each)
