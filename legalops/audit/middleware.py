"""Gives each request its correlation id."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from legalops.audit.context import correlated


class CorrelationMiddleware:
    """One id for everything that a request causes; shown in the X-Request-ID header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the request as one correlated action."""
        with correlated(actor_id=getattr(request.user, "pk", None)) as identifier:
            request.correlation_id = identifier
            response = self.get_response(request)
        response["X-Request-ID"] = str(identifier)
        return response
