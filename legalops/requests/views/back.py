"""Back to the list that a move was made from, with its filters."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse

_PARAM = "back"


def back_query(request: HttpRequest) -> str:
    """What to put behind a move's address so that it leads back to the page that shows this fragment."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    address = f"{shown.path}?{shown.query}" if shown.query else shown.path
    return f"?{urlencode({_PARAM: address})}" if _is_queue(address) else ""


def wanted_back(request: HttpRequest) -> str:
    """Where the move was made from, if that is the queue; else empty."""
    address = request.GET.get(_PARAM, "")
    return address if _is_queue(address) else ""


def _is_queue(address: str) -> bool:
    """Only the queue itself: an address from outside leads nowhere else."""
    return urlsplit(address)[:3] == ("", "", reverse("requests:queue"))
