"""Working a formula out. What is missing makes its sum missing; so do a division by zero and days out of
the calendar. `min`, `max` and `first` pass over what is missing.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow
from typing import Any

from legalops.fields.formulas.nodes import Binary, Call, Name, Negative, Node, Number

Value = Decimal | date | None
# Wide enough that rounding to at most 8 places at the end is the only rounding anyone sees.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
FURTHEST_DAYS = 3_660_000


def evaluate(node: Node, values: Mapping[str, Any]) -> Value:
    """The formula's value for one record's values by field code; None where it cannot be worked out."""
    match node:
        case Number(value=value):
            return value
        case Name(code=code):
            return _known(values.get(code))
        case Negative(of=inner):
            value = evaluate(inner, values)
            return None if value is None else _CONTEXT.minus(value)
        case Binary(sign=sign, left=left, right=right):
            return _sum(sign, evaluate(left, values), evaluate(right, values))
        case Call(function=function, arguments=arguments):
            return _FUNCTIONS[function]([evaluate(each, values) for each in arguments])


def rounded(value: Decimal, places: int) -> Decimal | None:
    """Half-up to so many places; None for what is too large to be meant."""
    try:
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_CONTEXT)
    except InvalidOperation:
        return None


def _known(value: Any) -> Value:
    if value is None or value == "":
        return None
    return value if isinstance(value, Decimal | date) else Decimal(str(value))


def _sum(sign: str, left: Any, right: Any) -> Value:
    if left is None or right is None:
        return None
    if isinstance(left, date):
        return _with_date(sign, left, right)
    try:
        return _ARITHMETIC[sign](left, right)
    except (InvalidOperation, Overflow, ZeroDivisionError):
        return None


def _with_date(sign: str, left: date, right: Any) -> Value:
    if isinstance(right, date):
        return Decimal((left - right).days)
    days = int(max(min(right, Decimal(FURTHEST_DAYS)), Decimal(-FURTHEST_DAYS)))
    try:
        return left + timedelta(days if sign == "+" else -days)
    except OverflowError:
        return None


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _CONTEXT.add,
    "-": _CONTEXT.subtract,
    "*": _CONTEXT.multiply,
    "/": lambda left, right: _CONTEXT.divide(left, right) if right else _missing(),
}


def _missing() -> Decimal:
    raise ZeroDivisionError


def _filled(values: list[Any]) -> list[Any]:
    return [each for each in values if each is not None]


def _round(values: list[Any]) -> Value:
    if values[0] is None:
        return None
    return rounded(values[0], int(values[1]) if len(values) > 1 else 0)


_FUNCTIONS: dict[str, Callable[[list[Any]], Value]] = {
    "min": lambda values: min(_filled(values), default=None),
    "max": lambda values: max(_filled(values), default=None),
    "first": lambda values: next(iter(_filled(values)), None),
    "abs": lambda values: None if values[0] is None else abs(values[0]),
    "round": _round,
}
