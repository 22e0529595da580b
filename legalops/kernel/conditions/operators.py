"""The operators: which kinds of field each suits, what value it takes, and how it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legalops.kernel.records import FieldKind

_K = FieldKind
_ORDERED = frozenset({_K.NUMBER, _K.MONEY, _K.DATE, _K.MOMENT})
_NAMED = frozenset({_K.CHOICE, _K.PERSON, _K.TEAM, _K.RECORD})
_MANY = frozenset({_K.CHOICES})
_WORDS = frozenset({_K.TEXT})
_TRUTH = frozenset({_K.BOOLEAN})
EVERY = frozenset(_K)

Takes = Literal["one", "several", "two", "nothing"]


@dataclass(frozen=True, slots=True)
class Operator:
    """`holds(fact, value)` is asked only when the fact is there, unless `of_missing`."""

    code: str
    label: str | Promise
    kinds: frozenset[FieldKind]
    takes: Takes
    holds: Callable[[Any, Any], bool]
    of_missing: bool = False


def _same(fact: Any, value: Any) -> bool:
    return bool(_folded(fact) == _folded(value))


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _overlap(fact: Any, value: Any) -> bool:
    return not {str(each) for each in fact}.isdisjoint(str(each) for each in value)


OPERATORS: dict[str, Operator] = {
    each.code: each
    for each in (
        Operator("is", _("is"), _NAMED | _WORDS | _ORDERED | _TRUTH, "one", _same),
        Operator("is_not", _("is not"), _NAMED | _WORDS, "one", lambda f, v: not _same(f, v), True),
        Operator("in", _("is one of"), _NAMED | _WORDS, "several", lambda f, v: any(_same(f, x) for x in v)),
        Operator(
            "not_in", _("is none of"), _NAMED | _WORDS, "several",
            lambda f, v: not any(_same(f, x) for x in v), True,
        ),
        Operator("at_least", _("is at least"), _ORDERED, "one", lambda f, v: bool(f >= v)),
        Operator("above", _("is more than"), _ORDERED, "one", lambda f, v: bool(f > v)),
        Operator("at_most", _("is at most"), _ORDERED, "one", lambda f, v: bool(f <= v)),
        Operator("below", _("is less than"), _ORDERED, "one", lambda f, v: bool(f < v)),
        Operator("between", _("is between"), _ORDERED, "two", lambda f, v: bool(v[0] <= f <= v[1])),
        Operator("contains", _("contains"), _WORDS, "one", lambda f, v: _folded(v) in _folded(f)),
        Operator("has_any", _("has any of"), _MANY, "several", _overlap),
        Operator("has_none", _("has none of"), _MANY, "several", lambda f, v: not _overlap(f, v), True),
        Operator("filled", _("is filled in"), EVERY, "nothing", lambda f, v: True),
        Operator("empty", _("is empty"), EVERY, "nothing", lambda f, v: False, True),
    )
}  # fmt: skip


def operators_for(kind: FieldKind) -> list[Operator]:
    """The operators that suit a kind of field, in the order in which people are offered them."""
    return [each for each in OPERATORS.values() if kind in each.kinds]
