"""Sending a stored file to a browser without letting it act there."""

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from legalops.documents import sniffing
from legalops.documents.enums import ScanStatus
from legalops.documents.models import Document
from legalops.documents.services.reading import open_stored
from legalops.kernel.errors import NotAllowed

# Anything else is sent as plain bytes: a browser must find nothing to render.
_NAMED_TYPES = {sniffing.PDF, sniffing.ZIP, sniffing.DOCX, sniffing.XLSX, sniffing.PPTX}


def serve(request: HttpRequest, document: Document, *, name: str = "") -> FileResponse:
    """The file as a download. Call it only after the owning app's own visibility check.

    Always an attachment, never sniffed, sandboxed, never cached (domain/reliability.md §2.4), called `name`
    or as it was uploaded. Raises NotAllowed for an infected file and DomainError when the file is missing.
    """
    kept = document.media_type if document.media_type in _NAMED_TYPES else sniffing.BINARY
    return _answer(document, kept, name or document.original_name)


def serve_picture(document: Document) -> FileResponse:
    """A picture for an <img> of our own pages. The caller has seen that it is one of few harmless kinds.

    Opened on its own it is still a download. Raises as `serve` does.
    """
    return _answer(document, document.media_type, document.original_name)


def _answer(document: Document, media_type: str, name: str) -> FileResponse:
    if document.scan_status == ScanStatus.INFECTED:
        message = _("%(name)s contains malware and is not given out.") % {"name": document.original_name}
        raise NotAllowed("documents.infected", message)
    response = FileResponse(
        open_stored(document),
        as_attachment=True,
        filename=name,
        content_type=media_type,
    )
    response["Content-Length"] = document.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
