"""Domain errors are safe sentences; here they become a toast, or a page that keeps what was typed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError, NotAllowed, NotFound
from legalops.web import toasts
from legalops.web.htmx import is_fragment

# Never shown back: secrets, and what belongs to the form's machinery.
_UNSHOWN = ("password", "token", "secret", "code")


class DomainErrorMiddleware:
    """Answers a `DomainError` that a view let through with its own status and sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless the view raises."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """htmx: a toast beside the unchanged page. Otherwise: a page with the sentence and what was typed."""
        error = _unstorable(error) or error
        if isinstance(error, NotFound):
            raise Http404(error.message) from error
        if not isinstance(error, DomainError):
            return None
        return _as_fragment(request, error) if is_fragment(request) else _as_page(request, error)


def _unstorable(error: Exception) -> DomainError | None:
    """The one character that no text column of PostgreSQL takes, wherever in the request it stood."""
    if not isinstance(error, ValueError) or "NUL (0x00)" not in str(error):
        return None
    message = _("The text holds a character that cannot be stored (NUL). Type it anew and send it again.")
    return DomainError("text.unstorable", message)


def _as_fragment(request: HttpRequest, error: DomainError) -> HttpResponse:
    toasts.toast(request, error.message, level="error")
    return HttpResponse(status=error.status, headers={"HX-Reswap": "none", "X-Error-Code": error.code})


def _as_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    template = "403.html" if isinstance(error, NotAllowed) else "web/refused.html"
    context = {"error": error, "typed": _typed(request), "back": _back(request)}
    return HttpResponse(
        render_to_string(template, context, request),
        status=error.status,
        headers={"X-Error-Code": error.code},
    )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person sent, in words, so that nothing typed is lost."""
    shown = [
        (name.replace("_", " "), ", ".join(values))
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in _UNSHOWN)
    ]
    return [(name, text) for name, text in shown if text.strip()]


def _back(request: HttpRequest) -> str:
    referrer = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure())
    return referrer if safe else reverse("home")
