"""The words of a formula."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legalops.fields.formulas.faults import FormulaFault

LONGEST = 500
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,18}(?:\.\d{1,12})?)|(?P<name>[a-z][a-z0-9_]{0,59})|(?P<sign>[-+*/(),]))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name or a sign, with its place counted from 1."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The words of the text, an "end" last. Raises FormulaFault for what is none of them."""
    if len(text) > LONGEST:
        raise FormulaFault(_("a formula has at most %d characters.") % LONGEST, LONGEST + 1)
    found, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            at = place + len(text[place:]) - len(text[place:].lstrip())
            words = _("“%s” does not belong here; use field codes, numbers, + - * / and brackets.")
            raise FormulaFault(words % text[at], at + 1)
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind) + 1))
        place = match.end()
    return [*found, Token("end", "", len(text) + 1)]
