"""A file's own page, its bytes, and what can be changed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops.documents.serving import serve, serve_picture
from legalops.files.forms import ChangeForm, RemoveForm, VersionForm
from legalops.files.kinds import PICTURES
from legalops.files.models import File
from legalops.files.registry import holder_of
from legalops.files.selectors.listing import file_rows
from legalops.files.selectors.page import FilePage
from legalops.files.services.adding import add_version
from legalops.files.services.changing import change_file, remove_file
from legalops.files.views.access import file_or_404, own_file_or_404
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer
from legalops.web.toasts import toast


@require_safe
def show(request: HttpRequest, reference: UUID) -> HttpResponse:
    """What is in it, its versions, and what can be done."""
    file, record = file_or_404(request, reference, page="file")
    return render(request, "files/file.html", _context(request, file, record))


@require_safe
def download(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """The present version under the file's name."""
    file, _record = file_or_404(request, reference, page="file: download")
    assert file.current is not None
    return serve(request, file.current.document, name=file.name)


@require_safe
def version(request: HttpRequest, reference: UUID, version_number: int) -> HttpResponseBase:
    """One version, under the name that it was uploaded with."""
    file, _record = file_or_404(request, reference, page="file: download")
    found = get_object_or_404(file.versions.select_related("document"), number=version_number)
    return serve(request, found.document)


@require_safe
def picture(request: HttpRequest, reference: UUID) -> HttpResponseBase:
    """The present version as a picture for the file's page."""
    file = file_rows(request.user).filter(reference=reference).first()
    if file is None or file.current is None or file.current.document.media_type not in PICTURES:
        raise Http404  # the page that shows it has left the trace of reading
    return serve_picture(file.current.document)


@require_POST
def replace(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Take the next version in."""
    file, record = own_file_or_404(request, reference, page="file")
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = add_version(
                file, sent.file, name=sent.name, note=form.cleaned_data["note"], actor=request.user
            )
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            toast(request, _("Version %s is the present one.") % made.number)
            return htmx.hx_redirect(request, _page(file))
    context = _context(request, file, record) | {"version_form": form}
    if htmx.is_fragment(request):
        return htmx.render_fragment(request, "files/file.html", "newer", context, status=422)
    return render(request, "files/file.html", context, status=422)


def change(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Another name or folder, and its marks."""
    file, record = own_file_or_404(request, reference, page="file")
    form = ChangeForm(file, record, request.user, request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        change_file(file, name=data["name"], kept=form.kept, actor=request.user)
        return Done(_back(request, file), _("Saved."))

    return answer(request, form, _form_page(file, record, _("Edit %s") % file.name, _("Save")), act)


def remove(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Take it off its record, with a reason."""
    file, record = own_file_or_404(request, reference, page="file")
    form = RemoveForm(request.POST or None)

    def act(data: Mapping[str, Any]) -> Done:
        remove_file(file, reason=data["reason"], actor=request.user)
        return Done(_holder_address(file, record), _("%s is removed.") % file.name)

    page = _form_page(file, record, _("Remove %s") % file.name, _("Remove"), danger=True)
    return answer(request, form, page, act)


def _context(request: HttpRequest, file: File, record: Any) -> dict[str, Any]:
    return {
        "file": file,
        "page": FilePage(file, record, request.user, request.GET.get("q", "")),
        "record_title": records.type_of(record).title(record),
        "record_url": _holder_address(file, record),
        "version_form": VersionForm(),
    }


def _form_page(file: File, record: Any, title: str, submit: str, **more: Any) -> FormPage:
    crumbs = [
        (records.type_of(record).title(record), _holder_address(file, record)),
        (file.name, _page(file)),
    ]
    return FormPage(title=title, submit=submit, back=_page(file), crumbs=crumbs, **more)


def _back(request: HttpRequest, file: File) -> str:
    """Where the dialog was opened: the list, or the file's page."""
    came_from = request.headers.get("HX-Current-URL", "")
    return _page(file) if not came_from or str(file.reference) in came_from else came_from


def _page(file: File) -> str:
    return reverse("files:file", args=[file.reference])


def _holder_address(file: File, record: Any) -> str:
    return holder_of(file.record_type).address(record)
