"""Two names compared: a score from 0 to 100 and what makes it, in codes that pages put into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .distance import closeness
from .given_names import same_given_name
from .normal import Plain, plain
from .sounds import sounds_of_word

_FORM_DIFFERS = 4
_CONTAINED = 72
_TOGETHER = 95
_ONE_LETTER = 0.72
_NICKNAME = 0.93
_SOUND = 0.86
_LEAST = 0.7


class Why(StrEnum):
    """What two names have in common."""

    SAME = "same"
    FORM = "form"
    ACCENTS = "accents"
    ORDER = "order"
    TOGETHER = "together"
    CONTAINED = "contained"
    SOUND = "sound"
    SPELLING = "spelling"
    INITIAL = "initial"
    NICKNAME = "nickname"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Score from 0 (nothing in common) to 100 (the same name), and the reasons for it.

    A reason carries what it is about: ("form", "gmbh"), ("sound", "mayer", "meier").
    """

    score: int
    why: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    one: str
    other: str
    close: float
    why: Why | None


def compare(one: str, other: str) -> Likeness:
    """How like two names are. Symmetric; equal names score 100, however their case, accents and order are."""
    left, right = plain(one), plain(other)
    if not left.words or not right.words:
        same = one.strip().casefold() == other.strip().casefold()
        return Likeness(100, ((Why.SAME,),)) if same else Likeness(0)
    if left.key == right.key:
        return _same(left, right, one, other)
    together = "".join(sorted(left.words)) == "".join(sorted(right.words)) or _run_on(left, right)
    if together:
        return Likeness(_TOGETHER - _form_costs(left, right), ((Why.TOGETHER,), *_form(left, right)))
    return _by_words(left, right)


def _same(left: Plain, right: Plain, one: str, other: str) -> Likeness:
    """The words are the same; what was taken off is named."""
    why = list(_form(left, right))
    if left.text != right.text:
        why.append((Why.ORDER,))
    if one.casefold() != other.casefold() and left.folded == right.folded:
        why.append((Why.ACCENTS,))
    return Likeness(100 - _form_costs(left, right), tuple(why) or ((Why.SAME,),))


def _form_costs(left: Plain, right: Plain) -> int:
    return _FORM_DIFFERS if left.form != right.form else 0


def _form(left: Plain, right: Plain) -> tuple[tuple[str, ...], ...]:
    if left.form == right.form:
        return ()
    return ((Why.FORM, *sorted(filter(None, (left.form, right.form)))),)


def _run_on(left: Plain, right: Plain) -> bool:
    """“Micro Soft” and “Microsoft”, “J. P. Morgan” and “JP Morgan”: the same letters, spaced otherwise."""
    same_letters = sorted("".join(left.words)) == sorted("".join(right.words))
    return same_letters and "".join(left.words) == "".join(right.words)


def _by_words(left: Plain, right: Plain) -> Likeness:
    pairs = list(_paired(sorted(left.words), sorted(right.words)))
    met = sum(pair.close * (_weight(pair.one) + _weight(pair.other)) for pair in pairs)
    total = sum(map(_weight, left.words)) + sum(map(_weight, right.words))
    score = round(100 * met / total)
    why = [(pair.why, *sorted((pair.one, pair.other))) for pair in pairs if pair.why is not None]
    if _all_of_shorter(pairs, left, right):
        score = max(score, min(_CONTAINED + 2 * (len(pairs) - 1), 80))
        why.append((Why.CONTAINED,))
    # What is not the same word for word never reads as if it were.
    score = min(score, 99) - _form_costs(left, right)
    return Likeness(max(score, 0), tuple(sorted(why)) if score else ())


def _weight(word: str) -> int:
    """Longer words tell more; numbers and initials least."""
    return min(len(word), 8) if len(word) > 1 else 2


def _all_of_shorter(pairs: list[_Pair], left: Plain, right: Plain) -> bool:
    """Every word of the shorter name stands in the longer one, and says something."""
    if len(left.words) == len(right.words):
        return False
    shorter = min(len(left.words), len(right.words))
    exact = [pair for pair in pairs if pair.why is None]
    return len(exact) == shorter and sum(len(pair.one) for pair in exact) >= 4


def _paired(left: list[str], right: list[str]) -> Iterator[_Pair]:
    """Words of both, each met at most once, the closest first; equal ones before all."""
    found = sorted(
        (_pair(one, other) for one in set(left) for other in set(right)),
        key=lambda pair: (-pair.close, *sorted((pair.one, pair.other))),
    )
    free_left, free_right = list(left), list(right)
    for pair in found:
        while pair.close >= _LEAST and pair.one in free_left and pair.other in free_right:
            free_left.remove(pair.one)
            free_right.remove(pair.other)
            yield pair


def _pair(one: str, other: str) -> _Pair:
    if one == other:
        return _Pair(one, other, 1.0, None)
    if 1 in (len(one), len(other)):
        alike = one[0] == other[0]
        return _Pair(one, other, _ONE_LETTER if alike else 0.0, Why.INITIAL)
    if same_given_name(one, other):
        return _Pair(one, other, _NICKNAME, Why.NICKNAME)
    close = closeness(one, other)
    if close < _SOUND and min(len(one), len(other)) > 2 and _sound_alike(one, other):
        return _Pair(one, other, _SOUND, Why.SOUND)
    return _Pair(one, other, close, Why.SPELLING)


def _sound_alike(one: str, other: str) -> bool:
    return not set(sounds_of_word(one)).isdisjoint(sounds_of_word(other))
