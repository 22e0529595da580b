"""Words of a narrative: the normal form in which texts are compared, and phrase lists that find in it."""

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

# Unicode's White_Space, spelled out: \s means something else in Python, in Rust and in PostgreSQL.
_SPACES: Final = r"\t-\r\x20\x85\xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_RUST_SPACES: Final = (
    r"\t-\r\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}"
)
# All of the above but the plain space: single plain spaces, most of them, then need no replacing.
_ODD_SPACES: Final = _RUST_SPACES.replace(r"\x{20}", "")
_SPACE_RUN: Final = re.compile(f"[{_SPACES}]+")
# ASCII boundaries: several times quicker, and right wherever the phrase itself ends in an ASCII letter.
_EDGE: Final = r"(?-u:\b)"


def narrative_key(expr: pl.Expr) -> pl.Expr:
    """A narrative as it is compared with others: lower case, white space collapsed and cut at both ends.

    Null becomes "". `narrative_key_of` does the same to one text. In SQL, where the database folds case for
    all of Unicode: `btrim(regexp_replace(lower(coalesce(narrative, '')), '\\s+', ' ', 'g'))`.
    """
    lowered = expr.fill_null("").str.to_lowercase()
    spaced = lowered.str.replace_all(f"[{_RUST_SPACES}]{{2,}}|[{_ODD_SPACES}]", " ")
    return spaced.str.strip_chars(" ")


def narrative_key_of(narrative: str | None) -> str:
    """`narrative_key` of one text, for rows stored one by one."""
    return _SPACE_RUN.sub(" ", (narrative or "").lower()).strip(" ")


class PhraseFinder:
    """Finds listed phrases and patterns in narratives; what an exception phrase covers does not count.

    Phrases are plain text, found as whole words whatever their case and spacing. Patterns are regular
    expressions of the engine, which runs in linear time, so that no list can stall a review.
    """

    def __init__(
        self, phrases: Sequence[str], patterns: Sequence[str] = (), exceptions: Sequence[str] = ()
    ) -> None:
        self._find = _either(phrases, patterns)
        self._except = _either(exceptions, ())

    def matches(self, frame: pl.DataFrame, narrative: str = "narrative", key: str = "key") -> pl.DataFrame:
        """Rows with a phrase, with `highlights`: the words found, as written, each once, in order.

        Looks in `key` (normal form, quick) and reads the words from `narrative`.
        """
        if not self._find:
            return frame.clear().with_columns(pl.lit(None, pl.List(pl.String)).alias("highlights"))
        hits = frame.filter(pl.col(key).str.contains(self._find))
        text = pl.col(narrative).fill_null("")
        if self._except:
            text = text.str.replace_all(f"(?i){self._except}", " · ")
        found = text.str.extract_all(f"(?i){self._find}").list.unique(maintain_order=True)
        return hits.with_columns(found.alias("highlights")).filter(pl.col("highlights").list.len() > 0)


def phrase_pattern(phrase: str) -> str:
    """A phrase as a pattern: nothing in it is special, any white space between words, whole words only."""
    words = narrative_key_of(phrase).split(" ")
    body = r"\s+".join(pl.escape_regex(word) for word in words)
    return _edge(words[0][:1]) + body + _edge(words[-1][-1:])


def _edge(character: str) -> str:
    if not (character.isalnum() or character == "_"):
        return ""
    return _EDGE if character.isascii() else r"\b"


def _either(phrases: Sequence[str], patterns: Sequence[str]) -> str:
    pieces = [phrase_pattern(phrase) for phrase in phrases] + [f"(?:{pattern})" for pattern in patterns]
    return f"(?:{'|'.join(pieces)})" if pieces else ""
