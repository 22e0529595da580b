"""From the bytes of a record to clean field texts, reporting what had to be mended on the way.

Official samples and real firms send typographic quotes, UTF-8, Windows-1252 and square brackets; the
default reading mends them with a warning, the strict one refuses them (domain/ledes.md §8, §11.2).
"""

import re
import unicodedata
from collections.abc import Sequence

from billing.ledes.findings import Notes

# Printable ASCII without the square brackets: bytes that need no look at all.
PLAIN_BYTES = bytes(b for b in range(32, 127) if b not in b"[]")

_TYPOGRAPHIC = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "*", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u00ad": "", "\ufeff": "",
    }
)  # fmt: skip
_BRACKETS = str.maketrans("[]", "()")
_BREAK = re.compile(r"\s*\n\s*")


def text_of(raw: bytes, line: int, notes: Notes, names: Sequence[str] = ()) -> str:
    """The record as text: decoded, typographic signs made plain, brackets made round; tells what it did.

    `names` are the field names of a data record, so that a finding can say where the sign stands.
    """
    text = raw.decode("ascii") if raw.isascii() else _decode_foreign(raw, line, notes, names)
    text = _without_controls(text, line, notes, names).replace("\t", " ")
    if bracket := re.search(r"[][]", text):
        field, value = _place(text, bracket.start(), names)
        notes.repaired("F006", line, field, value)
        text = text.translate(_BRACKETS)
    return text


def plain_signs(text: str) -> str:
    """Typographic quotes, dashes and blanks as the ASCII signs they stand for; letters stay."""
    return text.translate(_TYPOGRAPHIC)


def fields_of(text: str) -> list[str]:
    """The values between the pipes: line breaks become one space, outer blanks go."""
    if "\n" in text:
        return [_BREAK.sub(" ", value.strip()) for value in text.split("|")]
    return [value.strip() for value in text.split("|")]


def _decode_foreign(raw: bytes, line: int, notes: Notes, names: Sequence[str]) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    first = next(n for n, c in enumerate(text) if not c.isascii())
    if "\N{REPLACEMENT CHARACTER}" in text:
        first = text.index("\N{REPLACEMENT CHARACTER}")
        notes.error("F005:control", line, _place(text, first, names)[0], text[first])
    else:
        notes.repaired("F005", line, _place(text, first, names)[0], text[first])
    # Letters of other scripts stay; signs that merely look typographic become ASCII.
    return plain_signs(text)


def _without_controls(text: str, line: int, notes: Notes, names: Sequence[str]) -> str:
    if text.isprintable():
        return text
    worst = next((n for n, c in enumerate(text) if unicodedata.category(c) == "Cc" and c not in "\n\t"), None)
    if worst is not None:
        notes.error("F005:control", line, _place(text, worst, names)[0], f"U+{ord(text[worst]):04X}")
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def _place(text: str, position: int, names: Sequence[str]) -> tuple[str | None, str]:
    """The name of the field that a character stands in, if known, and the field's value."""
    pipes = text.count("|", 0, position)
    return names[pipes] if pipes < len(names) else None, text.split("|")[pipes].strip()
