"""Fragments: toasts ride along, and an ended session leads to sign-in, not into the middle of a page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from legalops.web import toasts
from legalops.web.htmx import is_fragment


class FragmentMiddleware:
    """Completes every answer to htmx; leaves all others alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Append waiting toasts, or turn the redirect to sign-in into one for the whole page."""
        response = self.get_response(request)
        if not is_fragment(request):
            return response
        if _leads_to_sign_in(response):
            return _whole_page_sign_in(request)
        return toasts.append_to(request, response)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    return urlsplit(response.headers["Location"]).path == resolve_url(settings.LOGIN_URL)


def _whole_page_sign_in(request: HttpRequest) -> HttpResponse:
    here = request.htmx.current_url_abs_path or ""
    here = here if url_has_allowed_host_and_scheme(here, {request.get_host()}) else "/"
    url = redirect_to_login(here, resolve_url(settings.LOGIN_URL)).url
    return HttpResponse(status=204, headers={"HX-Redirect": url})
