"""Optimistic versions over HTTP: ETag when read, If-Match when changed."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from legalops.kernel.errors import DomainError


class PreconditionRequired(DomainError):
    """A change that does not say which version it changes."""

    status = 428


class PreconditionFailed(DomainError):
    """The record is at another version by now."""

    status = 412


def etag_of(record: Any) -> str:
    """The entity tag of a record with a `version`; custom fields change without one, so they count too."""
    custom = getattr(record, "custom", None)
    if not custom:
        return f'"{record.version}"'
    digest = hashlib.sha256(json.dumps(custom, sort_keys=True).encode()).hexdigest()
    return f'"{record.version}-{digest[:12]}"'


def expected_version(request: Request, record: Any) -> int:
    """The version the caller read, from If-Match. `*` means whichever there is.

    Raises PreconditionRequired without the header, PreconditionFailed when the record has moved on.
    """
    given = request.headers.get("If-Match", "")
    if not given:
        message = _("Send If-Match with the ETag you read, so that nobody's change is lost.")
        raise PreconditionRequired("api.if_match_missing", message)
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    if "*" not in tags and etag_of(record) not in tags:
        message = _("Someone changed this meanwhile: it is at version %s. Read it again.") % record.version
        raise PreconditionFailed("api.version_moved_on", message)
    return record.version
