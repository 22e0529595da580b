"""POST with an Idempotency-Key: done once, answered alike every time it comes."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from legalops.api.models import KeptAnswer
from legalops.kernel import clock
from legalops.kernel.errors import Conflict, DomainError

HEADER = "Idempotency-Key"
_LONGEST_KEY = 200


class Idempotent:
    """A view whose POSTs may carry the header.

    The key is taken in the transaction of the deed: a second request waits for the first one and gets its
    answer; a request that was refused or failed leaves the key free.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After the gate: refuse a key that cannot be kept."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(HEADER, "")
        if len(key) > _LONGEST_KEY or (key and not key.isprintable()):
            message = _("An Idempotency-Key has at most %s printable characters.") % _LONGEST_KEY
            raise DomainError("api.idempotency_key", message, field=HEADER)

    def once(self, request: Request, deed) -> Response:
        """The deed's answer, now or from the first time. The deed answers a Response or raises."""
        key = request.headers.get(HEADER, "")
        if not key:
            return deed()
        with transaction.atomic():
            kept = _taken(request, key)
            if kept.status is not None:
                return Response(kept.body, kept.status, headers={"Idempotent-Replay": "true"})
            response = deed()
            kept.status, kept.body = response.status_code, json.loads(_rendered(response))
            kept.save(update_fields=["status", "body"])
        return response


def _taken(request: Request, key: str) -> KeptAnswer:
    fingerprint = _fingerprint(request)
    mine = KeptAnswer(account=request.user, key=key, fingerprint=fingerprint, created_at=clock.now())
    KeptAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    kept = KeptAnswer.objects.select_for_update().get(account=request.user, key=key)
    if kept.fingerprint != fingerprint:
        message = _("This Idempotency-Key was used for another request. Take a new key for a new request.")
        raise Conflict("api.idempotency_key_reused", message, field=HEADER)
    return kept


def _fingerprint(request: Request) -> str:
    files = {name: (file.name, file.size) for name, file in request.FILES.items()}
    said = json.dumps([request.method, request.get_full_path(), _plain(request.data), files], default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(data: Any) -> Any:
    return dict(data.lists()) if hasattr(data, "lists") else data


def _rendered(response: Response) -> str:
    return json.dumps(response.data, default=str)
