"""Marking what a rule matched inside a narrative, and text around it made harmless."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape


def marked(narrative: str, words: Iterable[str]) -> Markup:
    """The narrative as HTML with each of the words in <mark>, whatever their case; the longest match wins."""
    wanted = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return escape(narrative)
    pattern = re.compile("|".join(re.escape(word) for word in wanted), re.IGNORECASE)
    pieces, at = [], 0
    for found in pattern.finditer(narrative):
        pieces += [escape(narrative[at : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
        at = found.end()
    return Markup("").join([*pieces, escape(narrative[at:])])
