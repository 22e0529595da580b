"""The search language: what a person types, read into parts. Pure; never refuses, only remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

LONGEST = 200
_MOST_TERMS = 12
# minus, key:, "several words" or one word. A quotation mark that is never closed reaches to the end.
_TERM = re.compile(
    r"""(?P<minus>-?)(?:(?P<key>[A-Za-z]+):(?=["\S]))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))"""
)
_WORD = re.compile(r"\w")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together (one word is the usual case); `starts` when the last may go on."""

    text: str
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. `unknown` are keys that no filter has, `undated` dates that are none."""

    terms: Sequence[Term] = ()
    without: Sequence[Term] = ()
    filters: Sequence[tuple[str, str]] = ()
    after: date | None = None
    before: date | None = None
    unknown: Sequence[str] = ()
    undated: Sequence[str] = ()

    @property
    def narrows(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(self.filters or self.after or self.before)

    @property
    def words(self) -> list[str]:
        """The single words looked for, for marking and for guessing what was meant."""
        return [word for term in self.terms for word in re.findall(r"\w+", term.text)]


@dataclass(slots=True)
class _Draft:
    terms: list[Term] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    filters: list[tuple[str, str]] = field(default_factory=list)
    dates: dict[str, date] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)


def parse(text: str, keys: Sequence[str], *, typing: bool = True) -> Asked:
    """Read what was typed, at most 200 characters of it.

    All words must occur, "words in quotation marks" together, -words not. `keys` are the filters that exist
    beside before: and after:. While `typing`, the last word may be the beginning of one.
    """
    draft, text = _Draft(), text.replace("\0", " ")[:LONGEST]
    for match in list(_TERM.finditer(text))[:_MOST_TERMS]:
        last = typing and match.end() == len(text) and match["quoted"] is None
        _take(draft, match, keys, last)
    dates = draft.dates
    return Asked(
        draft.terms, draft.without, draft.filters, dates.get("after"), dates.get("before"), draft.unknown,
        draft.undated,
    )  # fmt: skip


def _take(draft: _Draft, match: re.Match, keys: Sequence[str], last: bool) -> None:
    key = (match["key"] or "").casefold()
    text = match["bare"] if match["quoted"] is None else match["quoted"]
    if key in ("before", "after"):
        day = _day(text)
        if day is None:
            draft.undated.append(match[0])
        else:
            draft.dates[key] = day
    elif key in keys:
        draft.filters.append((key, text))
    else:
        if key:
            draft.unknown.append(key)
            text = f"{key} {text}"
        if _WORD.search(text):
            (draft.without if match["minus"] else draft.terms).append(Term(text, last and not match["minus"]))


def _day(text: str) -> date | None:
    """The day meant, the first of a year or month; None when there is none."""
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None
