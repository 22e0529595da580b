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
    file, record = _found(request, reference)
    _note_read(request, file, record, page)
    return file, record


def own_file_or_404(request: HttpRequest, reference: UUID, *, page: str) -> tuple[File, Any]:
    """The same for a change; whoever only reads it is refused (403), and has read nothing by asking."""
    file, record = _found(request, reference)
    if not may_change(file, record, request.user):
        raise PermissionDenied
    _note_read(request, file, record, page)
    return file, record


def _found(request: HttpRequest, reference: UUID) -> tuple[File, Any]:
    file = file_rows(request.user).filter(reference=reference).first()
    if file is None:
        raise Http404
    return file, record_of(file)


def _note_read(request: HttpRequest, file: File, record: Any, page: str) -> None:
    registry.holder_of(file.record_type).noted(record, page=page, actor=request.user)
