"""What every request of a signed-in person passes: the second factor, and the session's sign of life."""

import time
from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from legalops.kernel import clock
from legalops.signin.client import address_of
from legalops.signin.second_factor import must_set_up
from legalops.web import htmx

SEEN: Final = "signin_seen"
_STALE: Final = 600
# Where a second factor is set up, and the way out.
_OPEN: Final = (
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/static/",
    "/health",
    "/brand/",
)


class SecondFactorMiddleware:
    """Leads whoever has to set up a second factor to it, from every address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing else opens before it is set up."""
        if not request.path.startswith(_OPEN) and must_set_up(request):
            return htmx.hx_redirect(request, reverse("mfa_index"))
        return self.get_response(request)


class SessionSeenMiddleware:
    """Keeps when and from where a session was last used, at most every ten minutes; free of charge between.

    The stamp is put into the session at sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Renew a stale stamp."""
        seen = request.session.get(SEEN)
        if seen is not None and time.time() - seen > _STALE and request.user.is_authenticated:
            request.session[SEEN] = int(time.time())
            changes = {"last_seen_at": clock.now()}
            if address := address_of(request):
                changes["ip"] = address
            UserSession.objects.filter(session_key=request.session.session_key).update(**changes)
        return self.get_response(request)
