"""What pages load: the style sheet of the accent, and the logo. Anybody may: the sign-in page does."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from legalops.branding import colours
from legalops.branding.selectors import logo_of
from legalops.branding.styles import sheet
from legalops.documents.serving import serve_picture

# What is answered never changes: the address says the colour, or the hash of the picture.
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
@login_not_required
def brand_styles(request: HttpRequest, accent: str) -> HttpResponse:
    """The style sheet of this accent; absent for one that nobody could have set."""
    colour = colours.parse(f"#{accent}")
    if colour is None or colours.worst(colour) < colours.NEEDED:
        raise Http404
    headers = {"Cache-Control": _FOR_EVER, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(sheet(colour), content_type="text/css; charset=utf-8", headers=headers)


@require_safe
@login_not_required
def brand_logo(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The logo, by the hash of its bytes; an earlier one is gone."""
    document = logo_of(digest)
    if document is None:
        raise Http404
    response = serve_picture(document)
    response["Cache-Control"] = _FOR_EVER
    # Letters show it in mail programs that are pages of somebody else.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
