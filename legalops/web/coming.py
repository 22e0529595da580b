"""Where a person came from, so that what is done in the list of the day leads back to it."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Pages on which things of many records are done in place.
_WORKED_FROM = ("home", "today")


def back_to_day(request: HttpRequest, otherwise: str) -> str:
    """The home page or the day where the action was taken there, else the address given."""
    came = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}):
        return otherwise
    path = urlsplit(came).path
    return path if path in {reverse(name) for name in _WORKED_FROM} else otherwise
