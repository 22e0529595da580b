"""Clock times are shown in the zone of whoever reads the answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from legalops.kernel import zones

# Its lists and forms write and read clock times by Django's own means.
_CONSOLE = "/admin/"


class ReaderZoneMiddleware:
    """Costs no query: the zone stands on the person's row, and is asked for when a time is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the reader's clock. What is streamed afterwards is on the department's."""
        with zones.reading_in(lambda: _zone_of(request)):
            if not request.path_info.startswith(_CONSOLE):
                return self.get_response(request)
            with timezone.override(zones.reader()):
                return self.get_response(request)


def _zone_of(request: HttpRequest) -> str:
    # Whoever looks as another person still reads with their own eyes.
    reader = getattr(request, "viewer", None) or getattr(request, "user", None)
    return getattr(reader, "zone", None) or zones.name_or_department("")
