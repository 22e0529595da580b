"""One masked token a page: making one costs as much as drawing a menu, and a page asks for several."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

_KEPT = "_legalops_csrf_token"


def token_of(request: HttpRequest) -> str:
    """The token for forms and htmx; the same for the whole of an answer."""
    token = request.__dict__.get(_KEPT)
    if token is None:
        token = request.__dict__[_KEPT] = get_token(request)
    return token


class TokenField:
    """The hidden field that carries it, made when a template prints it."""

    __slots__ = ("_request",)

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __html__(self) -> SafeString:
        token = token_of(self._request)
        return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)

    def __str__(self) -> str:
        return self.__html__()
