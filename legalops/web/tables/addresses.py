"""Where a row leads: an address with one value of the row in it, taken apart once for a whole table."""

from collections.abc import Callable
from typing import Any

from markupsafe import escape

from legalops.web import row_words
from legalops.web.tables.access import reader


class Address:
    """`Address("billing:invoice", "pk")`: call it with a row, or let a table bind it for all its rows."""

    def __init__(self, name: str, path: str) -> None:
        self._name, self._read = name, reader(path)

    def __call__(self, row: Any) -> str:
        """The row's address, or nothing where the row has no such value."""
        value = self._read(row)
        return "" if value is None else row_words.url(self._name, value)

    def bound(self) -> Callable[[Any], str]:
        """The same for many rows of one answer: the address's pieces are looked up once."""
        read, around = self._read, row_words.around(self._name)

        def address(row: Any) -> str:
            value = read(row)
            return "" if value is None else around(value)

        return address


def attribute(href: Callable[[Any], str]) -> Callable[[Any], str]:
    """The function that gives a row's address ready to stand in an attribute; empty where there is none."""
    if isinstance(href, Address):
        return href.bound()
    return lambda row: escape(href(row))
