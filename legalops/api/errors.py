"""Errors as the API tells them: one shape, safe sentences, stable codes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelRefusal
from django.http import Http404
from rest_framework.exceptions import APIException, ErrorDetail, NotAuthenticated, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from legalops.kernel.errors import DomainError


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """`{"code", "message", "field", "errors": [{"field", "code", "message"}]}`; None for a fault of ours."""
    if isinstance(error, DomainError):
        set_rollback()
        told = {"code": error.code, "message": error.message, "field": error.field}
        return Response({**told, "errors": _each_of(error) or [told]}, status=error.status)
    if isinstance(error, ModelRefusal):
        error = ValidationError(error.message_dict if hasattr(error, "error_dict") else error.messages)
    if isinstance(error, Http404):
        error = _Absent()
    response = exception_handler(error, context)
    if response is not None and isinstance(error, APIException | PermissionDenied):
        response.data = _shaped(error)
    return response


def _each_of(error: DomainError) -> list[dict[str, Any]]:
    """Where a service says what is wrong with each of several values: one entry for each."""
    faults = getattr(error, "faults", None)
    if not isinstance(faults, Mapping):
        return []
    return [
        {"code": error.code, "message": words, "field": _within(error.field or "", name)}
        for name, words in faults.items()
    ]


class _Absent(APIException):
    status_code = 404
    default_detail = "There is nothing here that you may see."
    default_code = "not_found"


def _shaped(error: APIException | PermissionDenied) -> dict[str, Any]:
    if isinstance(error, PermissionDenied):
        error = NotAuthenticated(str(error) or "You may not do this.", "not_allowed")
    faults = list(_faults(error.detail, ""))
    first = (
        faults[0]
        if len(faults) == 1
        else {"field": None, "message": " ".join(_said(each) for each in faults)}
    )
    code = "invalid" if isinstance(error, ValidationError) else faults[0]["code"]
    return {"code": code, "message": first["message"], "field": first["field"], "errors": faults}


def _faults(detail: Any, place: str) -> Iterator[dict[str, Any]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _faults(inner, _within(place, str(name)))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            yield from _faults(
                inner, place if isinstance(inner, ErrorDetail | str) else _within(place, str(number))
            )
    else:
        yield {"field": place or None, "code": getattr(detail, "code", "invalid"), "message": str(detail)}


def _within(place: str, name: str) -> str:
    if name == "non_field_errors":
        return place
    return f"{place}.{name}" if place else name


def _said(fault: dict[str, Any]) -> str:
    return f"{fault['field']}: {fault['message']}" if fault["field"] else fault["message"]
