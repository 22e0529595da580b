"""From the bytes of a record to clean field texts, reporting what had to be mended on the way.

Official samples and real firms send typographic quotes, UTF-8, Windows-1252 and square brackets; the
default reading mends them with a warning, the strict one refuses them (domain/ledes.md §8, §11.2).
"""

import re
import unicodedata

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
_SAFE_CONTROLS = "\n\t"


def text_of(raw: bytes, line: int, notes: Notes) -> str:
    """The record as text: decoded, typographic signs made plain, brackets made round; tells what it did."""
    text = raw.decode("ascii") if raw.isascii() else _decode_foreign(raw, line, notes)
    text = _without_controls(text, line, notes).replace("\t", " ")
    if "[" in text or "]" in text:
        notes.repaired("F006", line, value=_around(text, re.search(r"[][]", text)))
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


def _decode_foreign(raw: bytes, line: int, notes: Notes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\N{REPLACEMENT CHARACTER}" in text:
        notes.error("F005:control", line, value="\N{REPLACEMENT CHARACTER}")
        return text
    notes.repaired("F005", line, value=next(c for c in text if not c.isascii()))
    # Letters of other scripts stay; signs that merely look typographic become ASCII.
    return plain_signs(text)


def _without_controls(text: str, line: int, notes: Notes) -> str:
    if text.isprintable():
        return text
    worst = next(
        (c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in _SAFE_CONTROLS), None
    )
    if worst is not None:
        notes.error("F005:control", line, value=f"U+{ord(worst):04X}")
    return "".join(c if c.isprintable() or c in _SAFE_CONTROLS else " " for c in text)


def _around(text: str, match: re.Match[str] | None) -> str:
    start = max(0, match.start() - 20) if match else 0
    return text[start : start + 40].replace("\n", " ")
