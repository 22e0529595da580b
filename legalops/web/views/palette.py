"""The search field's answers: a drop-down for htmx, a page without it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from legalops.web import htmx, palette

_LONGEST = 100


def find(request: HttpRequest) -> HttpResponse:
    """Destinations, what was opened last, and records by number or name (`q`)."""
    text = request.GET.get("q", "")[:_LONGEST]
    groups = palette.search(request.user, text)
    if not text.strip():
        groups.insert(0, palette.Group(_("Opened last"), palette.recent(request)))
    groups = [group for group in groups if group.hits]
    return htmx.render_page(
        request, "web/palette.html", {"groups": groups, "q": text}, partials={"palette-results": "results"}
    )
