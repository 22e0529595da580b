"""Where a person came from, so that what is done in the list of the day leads back to it."""

from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Pages on which things of many records are done in place.
_WORKED_FROM = ("home", "today")


def came_from(request: HttpRequest) -> SplitResult | None:
    """The page of this site on which the action was taken; None where that is not known."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return urlsplit(came) if url_has_allowed_host_and_scheme(came, {request.get_host()}) else None


def back_to_day(request: HttpRequest, otherwise: str) -> str:
    """The home page or the day where the action was taken there, else the address given."""
    came = came_from(request)
    if came is not None and came.path in {reverse(name) for name in _WORKED_FROM}:
        return came.path
    return otherwise
