"""A web request's queries end after a while; workers and commands have no such limit."""

from collections.abc import Callable

from django.conf import settings
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

DEFAULT_MILLISECONDS = 15_000


class StatementTimeoutMiddleware:
    """Sets PostgreSQL's statement_timeout once for each connection that a web process opens.

    Loading the middleware is what tells a web process from a worker; no query is added to a request.
    Settings: WEB_STATEMENT_TIMEOUT_MS (milliseconds, 0 for none).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        connection_created.connect(limit_statements, dispatch_uid="web.statement_timeout")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The limit is on the connection already."""
        return self.get_response(request)


def limit_statements(*, connection, **_: object) -> None:
    """Give a new PostgreSQL connection the web limit."""
    if connection.vendor != "postgresql":
        return
    milliseconds = int(getattr(settings, "WEB_STATEMENT_TIMEOUT_MS", DEFAULT_MILLISECONDS))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [milliseconds])
