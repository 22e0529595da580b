"""Health of this process and of what it stands on, for load balancers and `make run`."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and the cache answer, else 503; names the part that does not."""
    problems = [name for name, probe in PROBES.items() if not _answers(probe)]
    return JsonResponse({"ok": not problems, "failing": problems}, status=503 if problems else 200)


def _answers(probe) -> bool:
    try:
        probe()
    except Exception:  # noqa: BLE001  (any failure of a dependency is the same answer: not healthy)
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("health")


PROBES = {"database": _database, "cache": _cache}
