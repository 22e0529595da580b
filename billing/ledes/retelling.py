"""What a check once said in English, said again in other words.

The sentence is taken apart by the template it was made of, and its facts go into the template's translation;
figures stay as they were written.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from string import Formatter

from billing.ledes.messages import MESSAGES

Translate = Callable[[str], str]


def retold(code: str, sentence: str, translate: Translate) -> str:
    """The message or mend of a finding with this code, translated; where no template made it, as a whole."""
    return from_templates(_of_code(code), sentence, translate)


def from_templates(templates: Iterable[str], sentence: str, translate: Translate) -> str:
    """The sentence by the translation of whichever template made it."""
    for template in templates:
        if found := _pattern(template).fullmatch(sentence):
            try:
                return translate(template).format(**found.groupdict())
            except (KeyError, IndexError, ValueError):  # a translation that asks for what is not there
                return sentence
    return translate(sentence) if sentence else sentence


@lru_cache(maxsize=512)
def _of_code(code: str) -> tuple[str, ...]:
    """All templates of the code and its variants, the longest first: it says the most by itself."""
    texts = (text for key, pair in MESSAGES.items() if key.partition(":")[0] == code for text in pair)
    return tuple(sorted(texts, key=len, reverse=True))


@lru_cache(maxsize=1024)
def _pattern(template: str) -> re.Pattern[str]:
    pieces, seen = [], set[str]()
    for literal, name, _form, _how in Formatter().parse(template):
        pieces.append(re.escape(literal))
        if name:
            pieces.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(pieces), re.DOTALL)
