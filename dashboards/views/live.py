"""Pages that follow what happens: they ask again every ten seconds, and only what changed is swapped."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from legalops.web import htmx

SEEN_HEADER: Final = "X-Live-Seen"


def render_live(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str
) -> HttpResponse:
    """The page, or its part that bears the DOM id `part`, which holds the partial `<part>_numbers`.

    Whoever asks with the digest of what they see gets the partial `stamps` alone while nothing has changed,
    so that nothing is swapped under their eyes.
    """
    numbers = render_to_string(f"{template}#{part}_numbers", dict(context), request)
    seen = sha256(numbers.encode()).hexdigest()[:16]
    if htmx.target(request) == part and request.headers.get(SEEN_HEADER) == seen:
        response = htmx.render_fragment(request, template, "stamps", dict(context) | {"out_of_band": True})
        response.headers["HX-Reswap"] = "none"
        return response
    live = {
        # Rendered, and so escaped, by the line above.
        "numbers": SafeString(numbers),
        "live": {"part": part, "seen": seen, "url": request.get_full_path(), "header": SEEN_HEADER},
    }
    return htmx.render_page(request, template, dict(context) | live, partials={part: part})
