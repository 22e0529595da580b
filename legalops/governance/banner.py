"""The banner above every page while somebody looks as another person."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from legalops.access.catalogue import words_for
from legalops.access.services import capabilities_of
from legalops.access.viewing import itself


def banner(request: HttpRequest) -> str:
    """Whose eyes these are, until when, what they may do that the viewer may not, and the way out."""
    viewing = getattr(request, "viewing_as", None)
    if viewing is None:
        return ""
    kept_back = capabilities_of(itself(request.user)) - capabilities_of(request.viewer)  # type: ignore[attr-defined]
    words = {"viewing": viewing, "kept_back": words_for(kept_back)}
    return render_to_string("governance/view_as_banner.html", words, request)
