"""A request of somebody who looks as another person: read only, and only pages made for it."""

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legalops.access.services import capabilities_of
from legalops.access.viewing import as_seen_by, itself
from legalops.governance.models import ViewAs
from legalops.governance.services.view_as import end, standing
from legalops.web import toasts
from legalops.web.htmx import is_fragment
from legalops.web.readonly import WroteOnReadOnlyPage, nothing_written

SESSION_KEY: Final = "view_as"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Apps whose pages are looked at, and pages of the frame. All others are a person's own affairs (sign-in,
# tokens, settings), programs' (the API) or the console's: shut unless named here.
_OPEN: Final = frozenset({"approvals", "billing", "dashboards", "matters", "requests", "search", "vendors"})
_FRAME: Final = frozenset({"home", "find", "nav_counts", "health", "brand_styles", "brand_logo"})
_OWN_WAYS: Final = frozenset({"governance:view_as_stop", "account_logout"})


class ViewAsMiddleware:
    """Puts the other person into the request, as the viewer may see them; the innermost of all, so that
    sign-in, sessions and second factor stay the viewer's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Costs nothing but a look into the session for everybody else."""
        key = request.session.get(SESSION_KEY)
        if key is None or not request.user.is_authenticated:
            return self.get_response(request)
        viewing = standing(key, request.user)
        if viewing is None:
            _over(request, key)
            return self.get_response(request)
        request.viewing_as = viewing  # type: ignore[attr-defined]
        request.viewer = request.user  # type: ignore[attr-defined]
        request.user = as_seen_by(viewing.person, request.user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> Any:
        """Refuse what changes something and what is not for others' eyes; let nothing write in the rest."""
        viewing = getattr(request, "viewing_as", None)
        if viewing is None:
            return None
        match = request.resolver_match
        if match is None or match.view_name in _OWN_WAYS:
            _by_themselves(request, viewing)
            return None
        if request.method not in _SAFE:
            return refused(request, _("You only look. Stop looking as %s to do something.") % viewing.person)
        if match.namespace not in _OPEN and match.view_name not in _FRAME:
            return refused(request, _("This page is nobody else's to look at."))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say in words why a page stays shut."""
        viewing = getattr(request, "viewing_as", None)
        if viewing is None:
            return None
        if isinstance(error, WroteOnReadOnlyPage):
            words = _("Opening this page leaves a trace in %s's name, so it stays shut while you look.")
            return refused(request, words % viewing.person)
        return refused(request, _shut(request, viewing)) if isinstance(error, PermissionDenied) else None


class LooksOnlyMiddleware:
    """While somebody looks as another person nothing is written to the database, whatever a view does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Under the guard, unless the request is the viewer's own."""
        if getattr(request, "viewing_as", None) is None or request.path in _own_paths():
            return self.get_response(request)
        with nothing_written():
            return self.get_response(request)


def refused(request: HttpRequest, words: str) -> HttpResponse:
    """A page with these words, or a toast beside the page that asked for a part of itself."""
    if is_fragment(request):
        toasts.toast(request, words, level="error")
        return HttpResponse(status=403, headers={"HX-Reswap": "none"})
    return render(request, "governance/view_as_refused.html", {"words": words}, status=403)


def _by_themselves(request: HttpRequest, viewing: ViewAs) -> None:
    """The two ways out are the viewer's own; both end the look."""
    request.user = request.viewer  # type: ignore[attr-defined]
    if request.method not in _SAFE:
        end(viewing, actor=request.user)


def _own_paths() -> set[str]:
    return {reverse(name) for name in _OWN_WAYS}


def _shut(request: HttpRequest, viewing: ViewAs) -> str:
    needed = getattr(request.resolver_match.func, "required_capabilities", frozenset())  # type: ignore[union-attr]
    theirs = capabilities_of(itself(request.user))
    if theirs.isdisjoint(needed):
        return _("%s may not open this page.") % viewing.person
    return _("%s may open this page. You may not, so it stays shut.") % viewing.person


def _over(request: HttpRequest, key: int) -> None:
    del request.session[SESSION_KEY]
    viewing = ViewAs.objects.select_related("person").filter(pk=key, viewer=request.user).first()
    if viewing is not None:
        end(viewing, actor=request.user)
        toasts.toast(
            request, _("You look as yourself again, no longer as %s.") % viewing.person, level="info"
        )
