"""The page of all results."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.search import registry
from legalops.search.models import RecentSearch
from legalops.search.pages import page_of
from legalops.search.parsing import LONGEST
from legalops.search.selectors import search
from legalops.search.services.remembering import forget_all, remember
from legalops.web.nav import is_firm_user
from legalops.web.toasts import toast

_MOST_PAGES = 1_000


def _staff(view: Callable) -> Callable:
    """Outside counsel have the portal's own lists."""

    @wraps(view)
    def gated(request: HttpRequest, *args, **kwargs):
        if is_firm_user(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gated


@require_safe
@_staff
def results(request: HttpRequest) -> HttpResponse:
    """What `q` finds, of kind `type`, page `page`; without words, how to ask and what was asked last."""
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    context: dict = {"q": text, "examples": _examples()}
    if text:
        found = search(request.user, text, typing=False)
        page = page_of(request.user, found, request.GET.get("type", ""), _number(request), _("All"))
        context |= {"found": found, "page": page, "sought": " ".join(found.asked.words)}
        if "page" not in request.GET and "type" not in request.GET:
            remember(text, actor=request.user)
    else:
        context["recent"] = RecentSearch.objects.visible_to(request.user)
    return render(request, "search/results.html", context)


@require_POST
@_staff
def forget(request: HttpRequest) -> HttpResponse:
    """Clear the person's recent searches."""
    forget_all(actor=request.user)
    toast(request, _("Recent searches cleared"))
    return HttpResponseRedirect(reverse("search:results"))


def _number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return min(max(int(given), 1), _MOST_PAGES) if given.isdecimal() and len(given) < 6 else 1


def _examples() -> list[tuple[str, str]]:
    kinds = ", ".join(f"type:{kind.code}" for kind in registry.kinds())
    facets = [(facet.example, _("only what belongs to it")) for facet in registry.facets().values()]
    return [
        (_("harbour dredging"), _("all words, in any order and form")),
        (_('"motion to dismiss"'), _("these words together")),
        (_("-travel"), _("not this word")),
        (kinds, _("only this kind")),
        *facets,
        (_("after:2026-01 before:2026-05"), _("by date: from the first day on, and up to the day before")),
    ]
