"""The day of the person who asks: a page, and the beginning of it on the home page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.web import htmx, nav
from legalops.web.day import day_of

_ON_HOME = 8


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Everything that is due, blocked or waited for, in one sorted list with why each is here."""
    _staff(request)
    return render(request, "web/day.html", {"day": day_of(request.user)})


@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """The first of it, for the home page."""
    _staff(request)
    day = day_of(request.user, home=True)
    items = day.first(_ON_HOME)
    context = {"items": items, "today": day.today, "more": day.count - len(items)}
    return htmx.render_fragment(request, "web/day.html", "panel", context)


def _staff(request: HttpRequest) -> None:
    if nav.is_firm_user(request.user):
        raise PermissionDenied(_("The day is for people of the legal department."))
