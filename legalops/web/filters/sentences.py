"""A filter and its value in words: "Stage is Discovery or Trial"."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters
from django.utils.translation import gettext as _

from legalops.web import formats

_MOST_NAMED = 3
_MOST_SHOWN = 40


def sentence(label: str, filter_: django_filters.Filter, value: Any) -> str:
    """The filter with its cleaned value as a sentence."""
    for kind, say in _SAYINGS:
        if isinstance(filter_, kind):
            return say(label, filter_, value)
    return _plain(label, filter_, value)


def nothing_matches(label: str, typed: Iterable[str]) -> str:
    """A filter whose value is none of those there are."""
    values = ", ".join(f"“{value[:_MOST_SHOWN]}”" for value in typed)
    return _("%(what)s %(value)s matches nothing") % {"what": label, "value": values}


def no_such_filter(name: str) -> str:
    """A filter that a saved view names and its list no longer has."""
    return _("There is no filter “%s” any more, so this shows nothing") % name[:_MOST_SHOWN]


def _named(words: Iterable[str]) -> str:
    words = list(words)
    if len(words) > _MOST_NAMED:
        rest = len(words) - _MOST_NAMED + 1
        words = [*words[: _MOST_NAMED - 1], _("%d more") % rest]
    return (
        words[0]
        if len(words) == 1
        else _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
    )


def _choices(label: str, filter_: django_filters.Filter, value: Any) -> str:
    names = {str(key): str(word) for key, word in _flat(filter_.field.choices)}
    chosen = value if isinstance(value, list | tuple) else [value]
    return _is(label, [names.get(str(one), str(one)) for one in chosen])


def _records(label: str, _filter: django_filters.Filter, value: Any) -> str:
    return _is(label, [str(one) for one in (value if hasattr(value, "__iter__") else [value])])


def _is(label: str, words: list[str]) -> str:
    return _("%(what)s is %(value)s") % {"what": label, "value": _named(words)}


def _yes_no(label: str, _filter: django_filters.Filter, value: Any) -> str:
    return label if value else _("Not: %s") % label


def _range(label: str, _filter: django_filters.Filter, value: slice) -> str:
    first, last = _shown(value.start), _shown(value.stop)
    if first and last:
        return _("%(what)s from %(first)s to %(last)s") % {"what": label, "first": first, "last": last}
    if first:
        return _("%(what)s from %(first)s") % {"what": label, "first": first}
    return _("%(what)s up to %(last)s") % {"what": label, "last": last}


def _text(label: str, _filter: django_filters.Filter, value: Any) -> str:
    return _("%(what)s contains “%(text)s”") % {"what": label, "text": value}


def _plain(label: str, _filter: django_filters.Filter, value: Any) -> str:
    return _is(label, [_shown(value)])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return formats.day(value) if isinstance(value, date) else str(value)


def _flat(choices: Iterable) -> Iterable[tuple[Any, str]]:
    for key, word in choices:
        if isinstance(word, list | tuple):
            yield from word
        else:
            yield key, word


_SAYINGS: list[tuple[type, Callable[[str, Any, Any], str]]] = [
    (django_filters.ModelMultipleChoiceFilter, _records),
    (django_filters.ModelChoiceFilter, _records),
    (django_filters.ChoiceFilter, _choices),
    (django_filters.MultipleChoiceFilter, _choices),
    (django_filters.BooleanFilter, _yes_no),
    (django_filters.RangeFilter, _range),
    (django_filters.CharFilter, _text),
]
