"""Home: the panels that a person's role fills it with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from legalops.web import nav, panels


def home(request: HttpRequest) -> HttpResponse:
    """The department's home; people of a firm go to their portal, which is all they have."""
    if nav.is_firm_user(request.user):
        return _portal(request)
    return render(request, "web/home.html", {"has_panels": bool(panels.panels_for("home", request.user))})


def _portal(request: HttpRequest) -> HttpResponse:
    first = next(iter(nav.items_for(request.user)), None)
    if first is None:
        return render(request, "web/no_role.html")
    return redirect(first.url)
