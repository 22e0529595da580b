"""An outline, and where a process keeps the outlines it has drawn."""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from legalops.web import row_words
from legalops.web.outlines.gaps import END, START, Misused, Sheet
from legalops.web.reading import reader_key

_MOST = 2048
_MARK = re.compile(f"{START}([0-9]+){END}")
_store: dict[Hashable, "Outline | None"] = {}


class Outline:
    """Text with gaps. Raises Misused where the text does not hold each mark of the sheet once and whole."""

    def __init__(self, text: str, sheet: Sheet) -> None:
        self._pieces = _MARK.split(text)
        marks = [int(mark) for mark in self._pieces[1::2]]
        if sheet.misused or sorted(marks) != list(range(len(sheet.fillers))):
            raise Misused
        self._fillers = [(1 + 2 * at, sheet.fillers[mark]) for at, mark in enumerate(marks)]

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """The text with these values; each is escaped unless it is markup."""
        pieces = self._pieces.copy()
        for at, fill in self._fillers:
            pieces[at] = conditional_escape(fill(values))
        return mark_safe("".join(pieces))  # noqa: S308  (our templates, and what goes into them escaped)


def kept_outline(key: Hashable, draw: Callable[[Sheet], str]) -> Outline | None:
    """The outline for this key, in the reader's language, notation and zone and under these addresses; None
    where the template asks for more than an outline knows. The key must name all that the drawing depends on
    but its gaps.
    """
    full = (key, *reader_key(), settings.STATIC_URL, *row_words.place())
    if full not in _store:
        if len(_store) >= _MOST:
            _store.clear()
        _store[full] = _drawn(draw)
    return _store[full]


def _drawn(draw: Callable[[Sheet], str]) -> Outline | None:
    sheet = Sheet()
    try:
        return Outline(draw(sheet), sheet)
    except Exception:  # noqa: BLE001  (whatever it was, drawn with the values it happens again or does not)
        return None
