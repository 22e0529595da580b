"""Results as a person may see them: counts, names, suggestions and all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from legalops.search import querying, registry
from legalops.search.parsing import Asked, Term, parse
from legalops.search.querying import Key
from legalops.search.registry import Searchable
from legalops.search.services.vocabulary import SHORTEST
from legalops.web.nav import is_firm_user
from legalops.web.palette import Hit

_FEW = 3
# So many words near to a misspelt one are held against what the person may see, by so many of their records.
_TRIED, _LOOKED = 3, 200
_TYPES = "type"


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found among what the person may see, best first.

    `capped` where more would match than were looked at; `instead` is what was looked for when what was typed
    found nothing; `remarks` are sentences about parts of the question that could not be followed.
    """

    asked: Asked
    keys: Sequence[Key] = field(default_factory=list)
    capped: bool = False
    instead: str = ""
    remarks: Sequence[str] = field(default_factory=list)

    def counts(self) -> list[tuple[Searchable, int]]:
        """Kinds that have results, in their order, with how many."""
        by_kind: dict[str, int] = defaultdict(int)
        for code, _pk in self.keys:
            by_kind[code] += 1
        return [(kind, by_kind[kind.code]) for kind in registry.kinds() if by_kind[kind.code]]

    def of(self, code: str) -> Sequence[Key]:
        """Results of one kind; all without a code."""
        return [key for key in self.keys if key[0] == code] if code else self.keys


def search(user, text: str, *, typing: bool = True, forgiving: bool = True, most: int | None = None) -> Found:
    """Look for what was typed. With `forgiving`, misspelt words are tried again as visible titles have them.

    `most` matches are ranked and held against what the person may see (querying.CANDIDATES).
    Outside counsel find theirs in the portal and nothing here.
    """
    asked = parse(text, [_TYPES, *registry.facets()], typing=typing)
    if is_firm_user(user):
        return Found(asked)
    remarks, columns = _remarks(asked), _columns(user, asked)
    for key, wanted in asked.filters:
        if not _resolve(user, key, wanted)[1]:
            remarks.append(_nothing_called(key, wanted))
    if columns is None:
        return Found(asked, remarks=remarks)
    most = most or querying.CANDIDATES
    keys, capped = _visible_candidates(user, asked, columns, most)
    if forgiving and asked.terms and not keys:
        better = _respelt(user, asked)
        if better is not None:
            keys, capped = _visible_candidates(user, better, columns, most)
            if keys:
                return Found(better, keys, capped, " ".join(term.text for term in better.terms), remarks)
    return Found(asked, keys, capped, "", remarks)


def shown(user, keys: Iterable[Key]) -> Mapping[Key, Hit]:
    """Names and addresses, one question per kind; whoever lost sight of a record meanwhile gets none."""
    hits: dict[Key, Hit] = {}
    for kind, ids in _by_kind(keys):
        hits |= {(kind.code, pk): hit for pk, hit in kind.show(user, ids).items()}
    return hits


def _visible_candidates(
    user, asked: Asked, columns: Mapping[str, Sequence[Any]], most: int
) -> tuple[list[Key], bool]:
    """The best that the person may see. Who sees little looks at more, lest others' records fill the room."""
    for room in (most, querying.WIDER):
        found = querying.candidates(asked, columns, room)
        seen = _visible(user, found)
        if len(found) < room or len(seen) >= most // 20:
            break
    return seen, len(found) == room


def _visible(user, keys: Sequence[Key]) -> list[Key]:
    seen = {(kind.code, pk) for kind, ids in _by_kind(keys) for pk in kind.visible(user, ids)}
    return [key for key in keys if key in seen]


def _by_kind(keys: Iterable[Key]) -> Iterable[tuple[Searchable, list[int]]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for code, pk in keys:
        ids[code].append(pk)
    return [(kind, ids[kind.code]) for kind in registry.kinds() if kind.code in ids]


def _columns(user, asked: Asked) -> dict[str, Sequence[Any]] | None:
    """What the filters ask of the index; None when one of them names nothing that the person may see."""
    columns: dict[str, Sequence[Any]] = {}
    for key, wanted in asked.filters:
        column, meant = _resolve(user, key, wanted)
        both = [each for each in meant if each in columns.get(column, meant)]
        if not both:
            return None
        columns[column] = both
    return columns


def _resolve(user, key: str, wanted: str) -> tuple[str, Sequence[Any]]:
    if key == _TYPES:
        return "record_type", _kinds_called(wanted)
    facet = registry.facets()[key]
    return facet.column, facet.resolve(user, wanted)


def _kinds_called(text: str) -> list[str]:
    wanted = text.casefold()
    return [k.code for k in registry.kinds() if wanted in (k.code, f"{k.code}s", str(k.plural).casefold())]


def _remarks(asked: Asked) -> list[str]:
    remarks = [
        _("There is no filter “%(key)s:”. There are %(known)s.") % {"key": key, "known": _known()}
        for key in asked.unknown
    ]
    return remarks + [
        _("“%(text)s” names no day. Write it as in before:2026-05 or after:2026-05-31.") % {"text": text}
        for text in asked.undated
    ]


def _known() -> str:
    return ", ".join(f"{key}:" for key in [_TYPES, *registry.facets(), "before", "after"])


def _nothing_called(key: str, wanted: str) -> str:
    if key == _TYPES:
        known = ", ".join(kind.code for kind in registry.kinds())
        return _("There is no type “%(wanted)s”. There are %(known)s.") % {"wanted": wanted, "known": known}
    facts = {"key": key, "wanted": wanted}
    return _("Nothing you may see is meant by “%(key)s:%(wanted)s”.") % facts


def _respelt(user, asked: Asked) -> Asked | None:
    """The question with unknown words as what the person may see has them; None when none is near."""
    terms = [Term(_nearest(user, term.text) or term.text) for term in asked.terms]
    same = all(
        old.text.casefold() == new.text.casefold() for old, new in zip(asked.terms, terms, strict=True)
    )
    return None if same else replace(asked, terms=terms)


def _nearest(user, word: str) -> str | None:
    if len(word) < _FEW or " " in word or querying.says_nothing(word):
        return None
    told = dict.fromkeys(querying.words_alike(word.casefold()))
    if (word.casefold() in told or len(word) < SHORTEST) and _finds(user, word):
        return None
    near = querying.alike(word)
    seen = set(_visible(user, [(code, pk) for code, pk, _title in near]))
    known: dict[str, str] = {}
    for part in [part for code, pk, title in near if (code, pk) in seen for part in _parts(title)]:
        known.setdefault(part.casefold(), part)
    for best in get_close_matches(word.casefold(), {**told, **known}, n=_TRIED, cutoff=0.6):
        if best in known or _finds(user, best):
            return known.get(best, best)
    return None


def _finds(user, word: str) -> bool:
    """Whether a word of somebody's record is one of a record that this person may see."""
    return bool(_visible_candidates(user, Asked([Term(word)]), {}, _LOOKED)[0])


def _parts(title: str) -> list[str]:
    return [part.strip(".,;:()“”\"'") for part in title.split()]
