"""Where rows lead: an address with one value of the row in it, taken apart once for a whole table."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import escape

from legalops.web import row_words
from legalops.web.tables.access import reader, values_at


class Address:
    """`Address("billing:invoice", "pk")`: call it with a row, or let a table ask for all its rows."""

    def __init__(self, name: str, path: str) -> None:
        self._name, self._path, self._read = name, path, reader(path)

    def __call__(self, row: Any) -> str:
        """The row's address, or nothing where the row has no such value."""
        value = self._read(row)
        return "" if value is None else row_words.url(self._name, value)

    def of_all(self, rows: Sequence[Any]) -> list[str]:
        """The addresses of many rows: their pieces are looked up once."""
        around = row_words.around(self._name)
        return ["" if value is None else around(value) for value in values_at(self._path, rows)]


def attributes(href: Callable[[Any], str], rows: Sequence[Any]) -> list[str]:
    """The addresses of rows, ready to stand in attributes; empty where there is none."""
    return href.of_all(rows) if isinstance(href, Address) else [escape(href(row)) for row in rows]
