"""Pages by outline: what their template says whoever asks is drawn once."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template import Context, loader
from django.utils.safestring import SafeString

from legalops.web.context import Frame
from legalops.web.csrf import token_of
from legalops.web.outlines.gaps import Sheet
from legalops.web.outlines.outline import kept_outline

# What every template gets besides its view's own values.
_SHARED = ("request", "user", "frame", "csrf_token")
# What templates may ask for, but no outline can tell.
_UNTOLD = ("perms", "messages", "debug", "sql_queries")


def page(template: str, request: HttpRequest, context: Mapping[str, Any]) -> SafeString | str:
    """The template with this context. Values that are True, False or None make outlines of their own, all
    others are gaps in them.

    Tags that ask for the moment (`now`) must not stand in such a template: they would be kept.
    """
    plain = {
        name: value for name, value in context.items() if value is None or value is True or value is False
    }
    gaps = (*_SHARED, *(name for name in context if name not in plain))
    key = (template, tuple(plain.items()), gaps)
    outline = kept_outline(key, lambda sheet: _draw(template, sheet, gaps, plain))
    if outline is None:
        return loader.render_to_string(template, dict(context), request)
    return outline.filled({**context, **_shared(request)})


def _shared(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {"request": request, "user": user, "frame": Frame(request), "csrf_token": token_of(request)}


def _draw(template: str, sheet: Sheet, gaps: tuple[str, ...], plain: Mapping[str, Any]) -> str:
    told = {name: sheet.gap(name) for name in gaps}
    untold = {name: _Untold(sheet) for name in _UNTOLD if name not in told}
    context = Context({**untold, **told, **plain})
    # Where isolated components find what every template gets.
    context._cotton_processor_snapshot = {**untold, **{name: told[name] for name in _SHARED}}
    return loader.get_template(template).template.render(context)


class _Untold:
    """Spoils the outline of a template that looks at it."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __str__(self) -> str:
        self._sheet.misused = True
        return ""

    __bool__ = __iter__ = __len__ = __getitem__ = lambda self, *_: self._spoil()

    def _spoil(self) -> bool:
        self._sheet.misused = True
        raise TypeError
