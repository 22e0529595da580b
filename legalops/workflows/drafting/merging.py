"""Texts with merge fields: `{{ field }}` and nothing else, so that a template can only name a value.

Values are put in once and never read again: one that looks like a field or like markup stays what it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from django.utils.translation import gettext as _

_FIELD = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
_COMPUTED = re.compile(r"\{[%#][^\n]*?(?:[%#]\}|$)", re.MULTILINE)
_LEFT_OVER = re.compile(r"\{\{|\}\}")
_SHOWN = 40


def named(text: str) -> list[str]:
    """The fields that a text names, in order, as typed."""
    return _FIELD.findall(text)


def written(name: str) -> str:
    """A field as one writes it."""
    return f"{{{{ {name} }}}}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields replaced by their values. KeyError for a field without one."""
    return _FIELD.sub(lambda found: values[found.group(1)], text)


def faults(text: str, known: Mapping[str, str]) -> list[str]:
    """What cannot be read, a sentence each: line, what is wrong, the nearest right name.

    `known` are labels by the name one may write.
    """
    return [
        _("Line %(line)d: %(fault)s") % {"line": number, "fault": fault}
        for number, line in enumerate(text.splitlines(), 1)
        for fault in _line_faults(line, known)
    ]


def _line_faults(line: str, known: Mapping[str, str]) -> Iterator[str]:
    for found in _COMPUTED.findall(line):
        message = _("“%s” is not understood: a document holds {{ fields }} only, and works nothing out.")
        yield message % found[:_SHOWN]
    for name in named(line):
        if name not in known:
            yield _unknown(name, known)
    rest = _FIELD.sub("", _COMPUTED.sub("", line))
    if (open_ := _LEFT_OVER.search(rest)) is not None:
        place = rest[open_.start() : open_.start() + _SHOWN]
        yield _("“%s” is no field: write two braces before its name and two after it.") % place


def _unknown(name: str, known: Mapping[str, str]) -> str:
    if near := _nearest(name, known):
        facts = {"name": written(name), "near": written(near)}
        return _("there is no field %(name)s. The nearest is %(near)s.") % facts
    offered = ", ".join(written(each) for each in known if "." not in each)
    return _("there is no field %(name)s. You can use %(known)s.") % {"name": written(name), "known": offered}


def _nearest(name: str, known: Mapping[str, str]) -> str:
    """By name, or by what people call the field ("Needed by" for needed_by)."""
    wanted = _plain(name)
    by_word = {_plain(label): code for code, label in reversed(known.items())}
    by_word |= {_plain(code): code for code in known}
    near = get_close_matches(wanted, by_word, n=1, cutoff=0.6)
    return by_word[near[0]] if near else ""


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).casefold().strip()


def with_prefix(record_type: str, names: Iterable[str]) -> dict[str, str]:
    """Every name one may write, "number" and "matter.number" alike, and the field's code for it."""
    codes = list(names)
    return {code: code for code in codes} | {f"{record_type}.{code}": code for code in codes}
