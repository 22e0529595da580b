"""How every view of files begins."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from legalops.files import registry
from legalops.files.models import File
from legalops.files.selectors.listing import file_rows
from legalops.files.services.guards import may_change, record_of


def file_or_404(request: HttpRequest, reference: UUID, *, page: str) -> tuple[File, Any]:
    """The file and its record, if they exist for this person. Absent and hidden look the same."""
    file = file_rows(request.user).filter(reference=reference).first()
    if file is None:
        raise Http404
    record = record_of(file)
    registry.holder_of(file.record_type).noted(record, page=page, actor=request.user)
    return file, record


def own_file_or_404(request: HttpRequest, reference: UUID, *, page: str) -> tuple[File, Any]:
    """The same for a change; whoever only reads it is refused (403)."""
    file, record = file_or_404(request, reference, page=page)
    if not may_change(file, record, request.user):
        raise PermissionDenied
    return file, record
