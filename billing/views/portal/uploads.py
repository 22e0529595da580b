"""Uploading files, and what became of an upload."""

import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from billing.models import Submission
from billing.selectors.submissions import ready_of_upload, upload_of
from billing.services import intake, submitting
from billing.views.portal.firm import firm_of, or_404, submitter, viewer
from legalops.kernel.errors import DomainError
from legalops.web.formats import ago
from legalops.web.htmx import hx_redirect, render_page
from legalops.web.toasts import toast

MOST_FILES = 50


@require_POST
@submitter
def receive(request: HttpRequest) -> HttpResponse:
    """Take in the posted files and go to the page of the upload."""
    firm, files = firm_of(request), request.FILES.getlist("files")
    if not files:
        raise DomainError("billing.no_files", _("Choose at least one file to upload."), field="files")
    if len(files) > MOST_FILES:
        message = _("Upload at most %(most)d files at a time, or put them into one zip archive.")
        raise DomainError("billing.too_many_files", message % {"most": MOST_FILES}, field="files")
    batch = uuid.uuid4()
    again = []
    for file in files:
        again += intake.receive_upload(file, firm=firm, actor=request.user, batch=batch).again
    if again:
        toast(request, _met_again(again), level="info")
    return hx_redirect(request, "portal:upload", batch)


def _met_again(again: Sequence[tuple[str, Submission]]) -> str:
    if len(again) > 1:
        return _("%(count)d of these files were uploaded before; each counts once.") % {"count": len(again)}
    ((name, earlier),) = again
    said = _("%(name)s holds the same as %(earlier)s, which %(who)s uploaded %(when)s; it counts once.")
    return said % {
        "name": name,
        "earlier": earlier.file_name,
        "who": earlier.uploaded_by,
        "when": ago(earlier.uploaded_at),
    }


@require_safe
@viewer
def upload(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Every file of an upload with its verdict."""
    context = {"firm": firm_of(request), "upload": or_404(upload_of(request.user, batch))}
    return render_page(request, "billing/portal/upload.html", context)


@require_POST
@submitter
def submit_all(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Submit every file of the upload that is ready."""
    firm_of(request)
    or_404(upload_of(request.user, batch))
    done = [submitting.submit(each, actor=request.user) for each in ready_of_upload(request.user, batch)]
    said = ngettext("%d file was submitted.", "%d files were submitted.", len(done)) % len(done)
    toast(
        request, said if done else _("No file of this upload is ready."), level="success" if done else "info"
    )
    return hx_redirect(request, reverse("portal:upload", args=[batch]))
