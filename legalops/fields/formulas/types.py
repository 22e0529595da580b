"""What a formula gives, known before any value is: a number or a date."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from legalops.fields.formulas.faults import FormulaFault
from legalops.fields.formulas.nodes import Binary, Call, Name, Negative, Node, Number


class Type(StrEnum):
    """What a part of a formula is."""

    NUMBER = "number"
    DATE = "date"


# Days between two dates are a number; a date moved by days is a date.
_SUMS = {
    ("+", Type.NUMBER, Type.NUMBER): Type.NUMBER,
    ("-", Type.NUMBER, Type.NUMBER): Type.NUMBER,
    ("-", Type.DATE, Type.DATE): Type.NUMBER,
    ("+", Type.DATE, Type.NUMBER): Type.DATE,
    ("-", Type.DATE, Type.NUMBER): Type.DATE,
    ("*", Type.NUMBER, Type.NUMBER): Type.NUMBER,
    ("/", Type.NUMBER, Type.NUMBER): Type.NUMBER,
}


def type_of(node: Node, known: Mapping[str, Type]) -> Type:
    """What the formula gives with fields of these types.

    Raises FormulaFault for unknown fields and for what cannot be reckoned, each with its place.
    """
    match node:
        case Number():
            return Type.NUMBER
        case Name(code=code, at=at):
            return _of_field(code, at, known)
        case Negative(of=inner, at=at):
            return _number(inner, known, at)
        case Binary(sign=sign, left=left, right=right, at=at):
            return _of_sum(sign, type_of(left, known), type_of(right, known), at)
        case Call():
            return _of_call(node, known)


def _of_field(code: str, at: int, known: Mapping[str, Type]) -> Type:
    if code in known:
        return known[code]
    offered = ", ".join(sorted(known)) or _("none")
    words = _("there is no number or date “%(code)s” on this record. Known: %(known)s.")
    raise FormulaFault(words % {"code": code, "known": offered}, at)


def _of_sum(sign: str, left: Type, right: Type, at: int) -> Type:
    try:
        return _SUMS[sign, left, right]
    except KeyError:
        names = {Type.NUMBER: _("a number"), Type.DATE: _("a date")}
        words = _("%(left)s “%(sign)s” %(right)s cannot be reckoned.")
        said = words % {"left": names[left], "sign": sign, "right": names[right]}
        raise FormulaFault(said, at) from None


def _of_call(call: Call, known: Mapping[str, Type]) -> Type:
    if call.function in ("abs", "round"):
        for each in call.arguments:
            _number(each, known, call.at)
        if len(call.arguments) == 2 and not _is_places(call.arguments[1]):
            raise FormulaFault(_("round takes a whole number of places from 0 to 8."), call.arguments[1].at)
        return Type.NUMBER
    types = {type_of(each, known) for each in call.arguments}
    if len(types) > 1:
        raise FormulaFault(_("“%s” takes numbers or dates, not both.") % call.function, call.at)
    return types.pop()


def _number(node: Node, known: Mapping[str, Type], at: int) -> Type:
    if type_of(node, known) != Type.NUMBER:
        raise FormulaFault(_("a number is needed here, not a date."), at)
    return Type.NUMBER


def _is_places(node: Node) -> bool:
    return isinstance(node, Number) and node.value == node.value.to_integral_value() and node.value <= 8
