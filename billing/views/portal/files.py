"""One uploaded file: its verdict, its problems, and the two verbs."""

import uuid

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.models import Submission, SubmissionProblem
from billing.selectors.submissions import PROBLEMS_SHOWN, file_view
from billing.selectors.uploads import repeats_of, upload_of
from billing.services import submitting
from billing.views.portal.firm import firm_of, or_404, submitter, viewer
from billing.views.portal.tables import FileTable, ProblemTable
from legalops.documents.serving import serve
from legalops.web.htmx import hx_redirect, hx_refresh, is_fragment, out_of_band, render_page
from legalops.web.toasts import toast


@require_safe
@viewer
def files(request: HttpRequest) -> HttpResponse:
    """Every file the firm has sent."""
    firm = firm_of(request)
    table = FileTable(request, Submission.objects.visible_to(request.user).select_related("uploaded_by"))
    export = table.export()
    if export:
        return export
    context = {"firm": firm, "table": table}
    return render_page(request, "billing/portal/files.html", context, partials={"portal-files": "list"})


@require_safe
@viewer
def file(request: HttpRequest, reference: uuid.UUID) -> HttpResponseBase:
    """A file with the problems that were kept, page by page or as a sheet to mend them by."""
    view = or_404(file_view(request.user, reference, problems=0))
    kept = SubmissionProblem.objects.visible_to(request.user).filter(submission=view.submission)
    table = ProblemTable(request, kept)
    if sheet := table.export():
        return sheet
    context = {
        "firm": firm_of(request),
        "file": view,
        "table": table,
        "repeats": repeats_of(request.user, view.submission),
    }
    return render_page(request, "billing/portal/file.html", context, partials={"portal-problems": "problems"})


@require_safe
@viewer
def card(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """The card of a file that is being worked on, polled by the page that shows it.

    When the work is done the file's own page is loaded afresh: its problems have changed too.
    """
    firm_of(request)
    if request.GET.get("page") == "file":
        view = or_404(file_view(request.user, reference, problems=0))
        if not view.busy:
            return hx_refresh(request)
    return _card(request, reference)


@require_POST
@submitter
def submit(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """Submit the file."""
    firm_of(request)
    submitting.submit(_submission(request, reference), actor=request.user)
    return _after(request, reference)


@require_POST
@submitter
def withdraw(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """Take the file back."""
    firm_of(request)
    submission = submitting.withdraw(_submission(request, reference), actor=request.user)
    toast(
        request, _("%(file)s was withdrawn. Upload it again to reopen it.") % {"file": submission.file_name}
    )
    return _after(request, reference)


@require_safe
@viewer
def original(request: HttpRequest, reference: uuid.UUID) -> FileResponse:
    """The firm's own file, as a download."""
    firm_of(request)
    return serve(request, _submission(request, reference).document)


def _submission(request: HttpRequest, reference: uuid.UUID) -> Submission:
    mine = Submission.objects.visible_to(request.user).select_related("document")
    return or_404(mine.filter(reference=reference).first())


def _after(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    if is_fragment(request):
        return _card(request, reference)
    return hx_redirect(request, "portal:file", reference)


def _card(request: HttpRequest, reference: uuid.UUID) -> HttpResponse:
    """The card; on an upload's page the head of the upload comes with it, since its counts change too."""
    whole = request.GET.get("page") == "file"
    view = or_404(file_view(request.user, reference, problems=0 if whole else PROBLEMS_SHOWN))
    upload = None if whole else upload_of(request.user, _batch(request, view.submission))
    context = {"file": view, "whole": whole, "batch": upload.upload.reference if upload else None}
    parts = [render_to_string("billing/portal/_file.html", context, request)]
    if upload:
        head = render_to_string("billing/portal/upload.html#head", {"upload": upload}, request)
        parts.append(out_of_band(head))
    return HttpResponse("\n".join(parts))


def _batch(request: HttpRequest, submission: Submission) -> uuid.UUID:
    """The upload on whose page the card stands: the one that is named, else the file's first."""
    try:
        return uuid.UUID(request.GET.get("upload", ""))
    except ValueError:
        return submission.batch
