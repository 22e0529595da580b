"""Language, numbers, dates and clock times are those of whoever reads the answer."""

from collections.abc import Callable
from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from legalops.kernel import languages, notations, zones
from legalops.web import brand, reading

# Its lists and forms write and read clock times by Django's own means; its words are not translated.
_CONSOLE = "/admin/"
# Programs read these: their words and numbers never depend on who asks.
_MACHINES = ("/api/", "/scim/")


class ReaderMiddleware:
    """Costs no query: what was chosen stands on the person's row. Numbers and times ask for it when the first
    is shown. What is streamed afterwards is as the product writes it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the reader reads; before sign-in in the language that the browser asks for."""
        with ExitStack() as stack:
            stack.enter_context(zones.reading_in(lambda: _zone_of(request)))
            if request.path_info.startswith(_MACHINES):
                return self.get_response(request)
            language, by_browser = _language_of(request)
            stack.enter_context(translation.override(language))
            stack.enter_context(notations.reading_in(lambda: _notation_of(request)))
            if request.path_info.startswith(_CONSOLE):
                stack.enter_context(timezone.override(zones.reader()))
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if by_browser:
            patch_vary_headers(response, ("Accept-Language",))
        return response


def _reader(request: HttpRequest) -> object:
    # Whoever looks as another person still reads with their own eyes.
    return getattr(request, "viewer", None) or getattr(request, "user", None)


def _zone_of(request: HttpRequest) -> str:
    return getattr(_reader(request), "zone", None) or zones.name_or_department("")


def _notation_of(request: HttpRequest) -> str:
    return reading.notation_of(_reader(request), lambda: brand.of_request(request))


def _language_of(request: HttpRequest) -> tuple[str, bool]:
    """The language, and whether the browser said it."""
    if request.path_info.startswith(_CONSOLE):
        return languages.PRODUCTS, False
    reader = _reader(request)
    if getattr(reader, "pk", None) is None:
        return translation.get_language_from_request(request), True
    return reading.language_of(reader, lambda: brand.of_request(request)), False
