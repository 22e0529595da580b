"""Letters brought down to plain Latin ones, so that every usual spelling of a name comes out the same.

German and Scandinavian letters are written in two ways (Müller, Mueller; Ærø, Aeroe; Håkon, Haakon). Both
ways, and the one that drops the accent, end in the same letters here.
"""

import re
import unicodedata

# Letters that no decomposition takes apart.
_SPECIAL = {
    "ø": "o", "æ": "a", "œ": "o", "å": "a", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i", "ħ": "h",
    "ŋ": "n", "ĸ": "k", "ŧ": "t", "ə": "a",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m",
    "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "ђ": "d", "у": "u",
    "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "џ": "dz", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_MAP = str.maketrans({**_SPECIAL, **_CYRILLIC, **_GREEK})
# The second vowel of ae, oe, ue and aa stands for an accent; after a q it does not.
_PAIR = re.compile(r"(?<![q])([aou])e|a(a)")
_APOSTROPHES = re.compile(r"[’'`´ʼʹ]")


def fold(text: str) -> str:
    """The text in lower case without accents and apostrophes, in Latin letters as far as they are known."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in lower if not unicodedata.combining(letter))
    return _APOSTROPHES.sub("", bare.translate(_MAP))


def without_pairs(word: str) -> str:
    """The word with ae, oe, ue and aa written by one letter."""
    return _PAIR.sub(lambda found: found[1] or found[2], word)
