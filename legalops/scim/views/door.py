"""The door of every SCIM endpoint: the bearer token, the body, errors in SCIM's own form."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from legalops.kernel.errors import DomainError
from legalops.kernel.texts import is_storable
from legalops.scim.errors import ScimError
from legalops.scim.resources import ERROR
from legalops.scim.services.tokens import token_of

_TYPE = "application/scim+json"
_READS = frozenset({"GET", "HEAD"})
Answer = tuple[int, Mapping[str, Any] | None]


def endpoint(view: Callable[..., Answer]) -> Callable[..., HttpResponse]:
    """A view that answers (status, body), behind the token; refusals become SCIM errors."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _let_in(request)
            status, body = view(request, *args, **kwargs)
        except ScimError as error:
            return _error(error)
        except DomainError as error:
            return _error(ScimError(error.status if error.status != 422 else 409, error.message))
        return _answer(request, status, body)

    return guarded


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises ScimError for anything else."""
    try:
        body = json.loads(request.body or b"")
    except (ValueError, UnicodeDecodeError):
        body = None
    if not isinstance(body, dict):
        raise ScimError(400, "The body has to be a JSON object.", "invalidSyntax")
    if not is_storable(body):
        raise ScimError(400, "The body holds a character that cannot be stored.", "invalidValue")
    return body


def base_of(request: HttpRequest) -> str:
    """The address of the service, without a slash at its end."""
    return request.build_absolute_uri(reverse("scim:config")).rpartition("/")[0]


def page_of(request: HttpRequest) -> tuple[int, int]:
    """startIndex (from 1) and count (at most 200)."""
    start, count = request.GET.get("startIndex", "1"), request.GET.get("count", "100")
    if not (_is_whole(start) and _is_whole(count)):
        raise ScimError(400, "startIndex and count have to be whole numbers.", "invalidValue")
    return min(max(int(start), 1), 10**9), min(max(int(count), 0), 200)


def check_version(request: HttpRequest, resource: Mapping[str, Any]) -> None:
    """Raises ScimError 412 when the directory changes what it has not seen."""
    wanted = request.headers.get("If-Match", "")
    if wanted not in ("", "*", resource["meta"]["version"]):
        raise ScimError(412, "The resource has changed since it was read.")


def _let_in(request: HttpRequest) -> None:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    token = token_of(secret.strip()) if scheme.lower() == "bearer" and secret.strip() else None
    if token is None:
        raise ScimError(401, "A valid bearer token is needed.")
    if request.method not in _READS and not token.may_write:
        raise ScimError(403, "This token may only read.")


def _is_whole(text: str) -> bool:
    return text.lstrip("-").isdecimal() and len(text) < 12


def _answer(request: HttpRequest, status: int, body: Mapping[str, Any] | None) -> HttpResponse:
    if body is None:
        return HttpResponse(status=status)
    version = body.get("meta", {}).get("version", "")
    if version and request.method == "GET" and request.headers.get("If-None-Match") == version:
        return HttpResponse(status=304, headers={"ETag": version})
    response = JsonResponse(body, status=status, content_type=_TYPE)
    response["Cache-Control"] = "no-store"
    if version:
        response["ETag"] = version
    if status == 201:
        response["Location"] = body["meta"]["location"]
    return response


def _error(error: ScimError) -> HttpResponse:
    body = {"schemas": [ERROR], "status": str(error.status), "detail": error.detail}
    if error.kind:
        body["scimType"] = error.kind
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    return JsonResponse(body, status=error.status, content_type=_TYPE, headers=headers)
