"""Uploading files, and what became of an upload."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from billing.selectors.uploads import ready_of_upload, upload_of, uploads_of
from billing.services import intake, submitting
from billing.views.portal.firm import firm_of, or_404, submitter, viewer
from billing.views.portal.upload_table import UploadTable
from legalops.kernel.errors import DomainError
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
    for file in files:
        intake.receive_upload(file, firm=firm, actor=request.user, batch=batch)
    return hx_redirect(request, "portal:upload", batch)


@require_safe
@viewer
def uploads(request: HttpRequest) -> HttpResponse:
    """Every upload of the firm: also what was not taken in, and what had been sent before."""
    firm = firm_of(request)
    table = UploadTable(request, uploads_of(request.user))
    if export := table.export():
        return export
    context = {"firm": firm, "table": table}
    return render_page(request, "billing/portal/uploads.html", context, partials={"portal-uploads": "list"})


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
