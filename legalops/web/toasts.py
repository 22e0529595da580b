"""Toasts: what happened, in one sentence, with Undo where it can be undone."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_LEVELS = {
    "success": messages.SUCCESS,
    "info": messages.INFO,
    "warning": messages.WARNING,
    "error": messages.ERROR,
}
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Toast:
    """One message as shown; `undo_url` receives a POST when the person takes it back."""

    text: str
    level: str
    undo_url: str = ""


def toast(request: HttpRequest, text: str, *, level: str = "success", undo_url: str = "") -> None:
    """Say what happened on the next thing the person sees: this fragment, or the page after a redirect.

    Levels: success, info, warning, error. Raises KeyError for another.
    """
    messages.add_message(request, _LEVELS[level], text, extra_tags=f"{_SEPARATOR}{undo_url}")


def drain(request: HttpRequest) -> list[Toast]:
    """Take the waiting messages, including those of libraries that use Django's messages directly."""
    return [_as_toast(message) for message in messages.get_messages(request)]


def append_to(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add the waiting toasts to a fragment, out of band; a redirect or an empty answer leaves them for
    later.
    """
    if response.streaming or response.status_code in (204, 301, 302, 303) or _elsewhere(response):
        return response
    waiting = drain(request)
    if waiting:
        html = render_to_string("web/toasts.html", {"toasts": waiting, "oob": True}, request, using="jinja2")
        response.content += html.encode(response.charset)
    return response


def _as_toast(message) -> Toast:
    undo = (message.extra_tags or "").partition(_SEPARATOR)[2]
    level = "error" if message.level >= messages.ERROR else message.level_tag
    return Toast(str(message.message), level if level in _LEVELS else "info", undo)


def _elsewhere(response: HttpResponse) -> bool:
    return any(name in response.headers for name in ("HX-Redirect", "HX-Refresh", "HX-Location"))
