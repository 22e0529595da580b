"""How every view of a matter begins."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.glass import has_broken_glass
from matters.models import Matter
from matters.selectors.lists import matter_rows
from matters.services.reading import note_read

_by_role = requires(can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED)
edits = requires(can.MATTERS_EDIT)
walls = requires(can.MATTERS_MANAGE_WALLS)


def matter_or_404(request: HttpRequest, number: str) -> Matter:
    """The matter, if it exists for this person. Absent and hidden look the same."""
    matter = matter_rows(request.user).filter(number=number).first()
    if matter is None:
        raise Http404
    note_read(matter, page=_page_of(request), actor=request.user)
    return matter


def reads(view: Callable) -> Callable:
    """Pages for everyone whose role shows matters, and for who has broken the glass of one."""
    by_role = _by_role(view)

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return (view if has_broken_glass(request.user) else by_role)(request, *args, **kwargs)

    gated.required_capabilities = by_role.required_capabilities
    return gated


def _page_of(request: HttpRequest) -> str:
    return request.resolver_match.url_name or "" if request.resolver_match else ""
