"""What every process keeps in memory is asked after once for a page, not at each use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from legalops.kernel.shared_state import asked_once


class StampsMiddleware:
    """One question to the cache about all shared states of a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within one round of stamps."""
        with asked_once():
            return self.get_response(request)
