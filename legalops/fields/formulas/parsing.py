"""Reading a formula: sums of products of numbers, fields, functions and brackets."""

from decimal import Decimal

from django.utils.translation import gettext as _

from legalops.fields.formulas.faults import FormulaFault
from legalops.fields.formulas.nodes import Binary, Call, Name, Negative, Node, Number
from legalops.fields.formulas.tokens import Token, tokens

# Function to the least and most arguments it takes.
FUNCTIONS = {"min": (1, 20), "max": (1, 20), "first": (1, 20), "abs": (1, 1), "round": (1, 2)}
_DEEPEST = 40


def parse(text: str) -> Node:
    """The formula's tree. Raises FormulaFault with the place of what cannot be read."""
    reader = _Reader(tokens(text))
    node = reader.sum()
    if reader.now.kind != "end":
        raise FormulaFault(_("“%s” is too much here.") % reader.now.text, reader.now.at)
    return node


class _Reader:
    """Walks the words once, from left to right."""

    def __init__(self, words: list[Token]) -> None:
        self._words, self._place, self._depth = words, 0, 0

    @property
    def now(self) -> Token:
        return self._words[self._place]

    def sum(self) -> Node:
        """Products joined by + and -."""
        node = self._product()
        while self.now.text in ("+", "-"):
            sign = self._take()
            node = Binary(sign.text, node, self._product(), sign.at)
        return node

    def _product(self) -> Node:
        node = self._part()
        while self.now.text in ("*", "/"):
            sign = self._take()
            node = Binary(sign.text, node, self._part(), sign.at)
        return node

    def _part(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaFault(_("too many brackets within brackets."), self.now.at)
        node = self._one()
        self._depth -= 1
        return node

    def _one(self) -> Node:
        word = self._take()
        if word.kind == "number":
            return Number(Decimal(word.text), word.at)
        if word.kind == "name":
            return self._call(word) if self.now.text == "(" else Name(word.text, word.at)
        if word.text == "-":
            return Negative(self._part(), word.at)
        if word.text == "(":
            node = self.sum()
            self._expect(")")
            return node
        said = (
            _("the formula ends too early.")
            if word.kind == "end"
            else _("“%s” cannot stand here.") % word.text
        )
        raise FormulaFault(said, word.at)

    def _call(self, name: Token) -> Call:
        if name.text not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            words = _("there is no function “%(name)s”. Known: %(known)s.")
            raise FormulaFault(words % {"name": name.text, "known": known}, name.at)
        self._take()
        arguments = [self.sum()]
        while self.now.text == ",":
            self._take()
            arguments.append(self.sum())
        self._expect(")")
        least, most = FUNCTIONS[name.text]
        if not least <= len(arguments) <= most:
            words = _("“%(name)s” takes %(least)d to %(most)d values.")
            raise FormulaFault(words % {"name": name.text, "least": least, "most": most}, name.at)
        return Call(name.text, tuple(arguments), name.at)

    def _expect(self, sign: str) -> None:
        if self.now.text != sign:
            raise FormulaFault(_("a “%s” is missing.") % sign, self.now.at)
        self._take()

    def _take(self) -> Token:
        word = self.now
        if word.kind != "end":
            self._place += 1
        return word
