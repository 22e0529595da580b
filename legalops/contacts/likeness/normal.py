"""A name without what does not tell it apart from another."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .legal_forms import JOINING, PHRASES, TITLES, WORDS
from .letters import fold, without_pairs

# Single letters with dots or slashes between them: “s.a.”, “a/s”, “j.p.”.
_LETTERS = re.compile(r"\b(?:\w[./])+\w?\b\.?")
_BREAKS = re.compile(r"[\W_]+")
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Plain:
    """The words that tell a name apart, in their order; the legal form and what else was taken off it.

    `folded` is the whole name in plain letters, as it was written otherwise.
    """

    words: tuple[str, ...]
    form: str
    dropped: tuple[str, ...]
    folded: str

    @property
    def key(self) -> str:
        """The words in the order of the alphabet: equal for names that differ in nothing else."""
        return " ".join(sorted(self.words))

    @property
    def text(self) -> str:
        """The words as one text in their own order."""
        return " ".join(self.words)


@lru_cache(maxsize=50_000)
def plain(name: str) -> Plain:
    """Take off case, accents, punctuation, legal form, titles and joining words.

    What consists of nothing else keeps its words: a company may be called “The Limited”.
    """
    written = _words(fold(name))
    words, form = _without_form(written)
    kept = tuple(word for word in words if word not in JOINING and word not in TITLES)
    if not kept:
        kept, form = written, ""
    kept = tuple(without_pairs(word) for word in kept)
    dropped = tuple(word for word in words if word in JOINING or word in TITLES) if kept != written else ()
    return Plain(kept, form, dropped, " ".join(written))


def _words(folded: str) -> tuple[str, ...]:
    """Words of letters and digits; “s.a.” and “a/s” are one word each, other initials one for each letter."""
    return tuple(_BREAKS.sub(" ", _LETTERS.sub(_joined, folded)).split()[:_MOST_WORDS])


def _joined(found: re.Match[str]) -> str:
    letters = [letter for letter in found[0] if letter.isalnum()]
    word = "".join(letters)
    return f" {word} " if word in WORDS else f" {' '.join(letters)} "


def _without_form(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Words without legal forms, wherever they stand but at the very beginning of a lone word."""
    found: list[str] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        phrase = next((each for each in PHRASES if words[at : at + len(each)] == each), None)
        if phrase is not None:
            found.append(" ".join(phrase))
            at += len(phrase)
        elif words[at] in WORDS:
            found.append(words[at])
            at += 1
        else:
            left.append(words[at])
            at += 1
    return (tuple(left), " ".join(sorted(found))) if left else (words, "")
