"""Break-glass as the rest of the product meets it: a person may read for a while, and only read."""

from collections.abc import Callable
from copy import copy

from django.http import HttpRequest, HttpResponse

from legalops.kernel import clock

_SHUT = "_legalops_glass_shut"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def has_broken_glass(user) -> bool:
    """Whether some break-glass grant of this person may stand; which one, and whether it does, say its rows.

    Costs nothing: the end of the last grant is on the person's own row.
    """
    until = getattr(user, "glass_until", None)
    return until is not None and until > clock.now() and user.is_active and not hasattr(user, _SHUT)


def without_glass(user):
    """The person as if no glass had been broken: what they may do by their own standing."""
    if getattr(user, "glass_until", None) is None:
        return user
    standing = copy(user)
    setattr(standing, _SHUT, True)
    return standing


class GlassIsReadOnlyMiddleware:
    """A request that may change something is answered as if no glass had ever been broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forget the grants for this request; the stored ones stay."""
        if request.method not in _SAFE and getattr(request.user, "glass_until", None):
            setattr(request.user, _SHUT, True)
        return self.get_response(request)
