"""The files of a record: the list, and what is dropped on it."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from legalops.files.registry import holder_of
from legalops.files.selectors.listing import FilesOf, record_seen_by
from legalops.files.services.adding import Kept, add_file
from legalops.kernel.errors import Conflict, DomainError, NotAllowed, NotFound
from legalops.web import htmx
from legalops.web.toasts import toast

MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
def files_of(request: HttpRequest, record_type: str, record_id: int) -> HttpResponse:
    """The list; with a POST, after each file was added or refused on its own."""
    record = record_seen_by(request.user, record_type, record_id)
    if request.method != "POST":
        return _box(request, record)
    if not FilesOf(record, request.user).may_add:
        raise PermissionDenied
    refused = _add_all(request, record)
    if htmx.is_fragment(request):
        return _box(request, record, refused, status=422 if refused else 200)
    for sentence in refused:
        toast(request, sentence, level="error")
    return htmx.hx_redirect(request, holder_of(record_type).address(record))


def _add_all(request: HttpRequest, record) -> list[str]:
    """Add what was sent, and say how many; the sentences of what was refused."""
    sent, refused, added = request.FILES.getlist("files"), [], 0
    if not sent:
        return [_("Choose a file first.")]
    if len(sent) > MOST:
        return [_("That are more than %s files at once. Send them in parts, or as a zip.") % MOST]
    kept = Kept(
        request.POST.get("folder", ""), "privileged" in request.POST, "shared" in request.POST
    )  # fmt: skip
    for each in sent:
        try:
            added += _add(record, each, kept, request)
        except (NotFound, NotAllowed):
            raise
        except DomainError as error:
            refused.append(error.message)
    if added:
        toast(request, ngettext("%s file added.", "%s files added.", added) % added)
    return refused


def _add(record, sent: UploadedFile, kept: Kept, request: HttpRequest) -> int:
    added = add_file(record, sent.file, name=sent.name or "", kept=kept, actor=request.user)
    if not added.is_new:
        message = _("%(name)s is here already, exactly so, as version %(number)s.")
        words = {"name": added.version.file.name, "number": added.version.number}
        raise Conflict("files.same", message % words)
    return 1


def _box(
    request: HttpRequest, record, refused: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"files": FilesOf(record, request.user), "refused": refused or []}
    return htmx.render_fragment(request, "files/box.html", "box", context, status=status)
