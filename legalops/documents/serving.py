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


def serve(request: HttpRequest, document: Document) -> FileResponse:
    """The file as a download. Call it only after the owning app's own visibility check.

    Always an attachment, never sniffed, sandboxed, never cached (domain/reliability.md §2.4).
    Raises NotAllowed for an infected file and DomainError when the file is missing.
    """
    if document.scan_status == ScanStatus.INFECTED:
        message = _("%(name)s contains malware and is not given out.") % {"name": document.original_name}
        raise NotAllowed("documents.infected", message)
    response = FileResponse(
        open_stored(document),
        as_attachment=True,
        filename=document.original_name,
        content_type=document.media_type if document.media_type in _NAMED_TYPES else sniffing.BINARY,
    )
    response["Content-Length"] = document.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
