"""One page of results: names, second lines, and the passages where the words stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from legalops.search import querying
from legalops.search.registry import Searchable, find
from legalops.search.selectors import Found, shown
from legalops.web import formats
from legalops.web.palette import Hit

SIZE = 20
# Signs for private use, which no text has a meaning for.
_MARKS = ("\ue000", "\ue001")


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the page."""

    kind: Searchable
    hit: Hit
    passage: SafeString


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind and how many results it has: "+" where more would match than were looked at."""

    code: str
    label: object
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the page shows."""

    tabs: Sequence[Tab]
    results: Sequence[Result]
    number: int
    before: int | None
    after: int | None


def page_of(user, found: Found, code: str, number: int, everything) -> ResultPage:
    """The page of this number, from 1, of one kind or of all; past the end it is empty."""
    keys = found.of(code)
    part = keys[(number - 1) * SIZE : number * SIZE]
    hits, passages = shown(user, part), querying.snippets(found.asked, part, _MARKS)
    results = [
        Result(kind, hits[key], _passage(passages.get(key, "")))
        for key in part
        if key in hits and (kind := find(key[0]))
    ]
    after = number + 1 if len(keys) > number * SIZE else None
    return ResultPage(_tabs(found, code, everything), results, number, number - 1 or None, after)


def _tabs(found: Found, code: str, everything) -> list[Tab]:
    more = "+" if found.capped else ""
    tabs = [Tab("", everything, f"{formats.number(len(found.keys))}{more}", not code)]
    return tabs + [
        Tab(kind.code, kind.plural, f"{formats.number(count)}{more}", kind.code == code)
        for kind, count in found.counts()
    ]


def _passage(text: str) -> SafeString:
    lines = " · ".join(text.splitlines())
    marked = escape(lines).replace(_MARKS[0], "<mark>").replace(_MARKS[1], "</mark>")
    return mark_safe(marked)  # noqa: S308  (escaped before the marks were put in)
