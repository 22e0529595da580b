"""Gates of views: the capability first, the record afterwards by `visible_to`."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from legalops.access.services import capabilities_of


def requires(*capabilities: str) -> Callable:
    """Refuse with 403 unless the signed-in person has at least one of the capabilities."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def gated(request, *args, **kwargs):
            if capabilities_of(request.user).isdisjoint(capabilities):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        gated.required_capabilities = frozenset(capabilities)
        return gated

    return decorate
