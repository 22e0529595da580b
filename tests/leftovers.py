"""English that is left on a page of another language, by the catalogue: what should have been translated."""

import re
from functools import cache

from legalops.locale.compiling import read
from legalops.locale.paths import catalogues

_VISIBLE = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const holder = node.parentElement;
    if (holder && !holder.closest("script, style, template")) found.push(node.textContent);
  }
  for (const named of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    for (const name of ["aria-label", "title", "placeholder"]) found.push(named.getAttribute(name) || "");
  return [document.title, ...found];
}"""
_HOLE = re.compile(r"%\((\w+)\)s|%s|%d|\{(\w+)\}")


@cache
def _catalogue(language: str) -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    """English sentences that read otherwise in the language, its own sentences, and patterns of those English
    ones that have holes.
    """
    whole, holed, own = set(), [], set()
    for message in read(catalogues()[language], language):
        sources = (message.id,) if isinstance(message.id, str) else message.id
        texts = (message.string,) if isinstance(message.string, str) else message.string
        own |= {_plain(text) for text in texts}
        for source in sources if message.id else ():
            if source in texts:
                continue
            if not _HOLE.search(source):
                whole.add(_plain(source))
            elif len(_HOLE.sub("", source)) > 8:
                holed.append(
                    re.compile(".+?".join(map(re.escape, _HOLE.sub("\0", _plain(source)).split("\0"))))
                )
    return frozenset(whole - own), frozenset(own), tuple(holed)


def english_on(page, language: str) -> list[str]:
    """What of the page is English although the catalogue has it in the language."""
    whole, own, holed = _catalogue(language)
    shown = {_plain(text) for text in page.evaluate(_VISIBLE)} - {""} - own
    return sorted(
        text for text in shown if text in whole or any(pattern.fullmatch(text) for pattern in holed)
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
