"""Markup that a process keeps: what depends on the address and the language alone is drawn once."""

from collections.abc import Callable, Hashable

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from legalops.web import row_words
from legalops.web.reading import reader_key
from legalops.web.urlstate import CURSOR, encode

_MOST = 2048
_store: dict[Hashable, SafeString] = {}


def kept(key: Hashable, draw: Callable[[], str]) -> SafeString:
    """What `draw` gives for this key, in the reader's language, notation and zone and under these
    addresses.

    The key must name all that the markup says. Nothing of a record, nothing a person may see and another
    may not, no token belongs in here.
    """
    full = (key, *reader_key(), settings.STATIC_URL, *row_words.place())
    found = _store.get(full)
    if found is None:
        if len(_store) >= _MOST:
            _store.clear()
        found = _store[full] = mark_safe(draw())  # noqa: S308  (our templates)
    return found


def drawn(template: str, key: Hashable, **values: object) -> SafeString:
    """A row engine's template kept under the key; it gets the values and no request."""
    return kept((template, key), lambda: engines["jinja2"].get_template(template).render(values))


def place_of(request: HttpRequest, prefix: str = "") -> tuple[str, str]:
    """The address of a list whatever its page: links that start again at the first page depend on no more."""
    pages = (CURSOR, f"{prefix}{CURSOR}")
    params = {name: values for name, values in request.GET.lists() if name not in pages}
    return request.path, encode(params)
