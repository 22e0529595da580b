"""Reading values of segments by local name: namespaces are ignored (domain/ledes.md §11.10)."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from lxml import etree

from billing.ledes.findings import Notes
from billing.ledes.values import CENT

Element: TypeAlias = etree._Element
TOLERANCE = Decimal(CENT).scaleb(-4)
_LONGEST_NUMBER = 30


def local(element: Element) -> str:
    """The element's name without namespace; "" for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Every element of that name below this one."""
    return (found for found in element.iter(f"{{*}}{name}") if found is not element)


def text(element: Element, name: str) -> str:
    """The text of the child of that name, "" if there is none."""
    child = next((child for child in element if local(child) == name), None)
    return (child.text or "").strip() if child is not None else ""


def number(element: Element, name: str, notes: Notes) -> Decimal | None:
    """The child's value as a Decimal; None if blank, or if it is not a number (X502)."""
    value = text(element, name)
    if not value:
        return None
    parsed = _parsed(value)
    if parsed is None:
        notes.error("X502:number", line(element, name), name, value)
    return parsed


def number_in(element: Element) -> Decimal | None:
    """The element's own value as a Decimal; None if blank or not a number, which `number` reports."""
    return _parsed((element.text or "").strip())


def _parsed(value: str) -> Decimal | None:
    try:
        parsed = Decimal(value) if len(value) <= _LONGEST_NUMBER else None
    except InvalidOperation:
        return None
    return parsed if parsed is not None and parsed.is_finite() and "e" not in value.lower() else None


def line(element: Element, name: str | None = None) -> int | None:
    """The physical line of the element, or of its child of that name."""
    child = next((child for child in element if local(child) == name), element)
    found: int | None = child.sourceline
    return found


def plain(value: Decimal) -> str:
    """A Decimal in digits, two decimals, more only where needed."""
    digits = f"{value:f}"
    whole, _, part = digits.partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"
