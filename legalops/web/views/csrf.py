"""What answers a form whose token does not fit, as after signing in anew in another tab."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from legalops.web import toasts
from legalops.web.htmx import is_fragment


def failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """htmx: a toast beside the unchanged page, with all that was typed. Otherwise a page that says it."""
    if not is_fragment(request):
        return csrf_failure(request, reason)
    message = _(
        "Nothing was changed: you signed out or signed in anew since this page was loaded. "
        "Copy what you typed, reload the page and try again."
    )
    toasts.toast(request, message, level="error")
    return HttpResponse(status=403, headers={"HX-Reswap": "none"})
