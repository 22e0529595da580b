"""Text from outside must not become a formula in somebody's spreadsheet (OWASP: CSV injection)."""

import re

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Full-width forms that spreadsheet programs fold to the plain ones.
_FOLDED = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet could run; drop what no cell can hold."""
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.startswith(_DANGEROUS + _FOLDED) else text
