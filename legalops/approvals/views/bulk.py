"""Approving many at once: first what each approval would do, then, confirmed, one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from legalops.approvals.services.bulk import approve_seen, preview
from legalops.approvals.views.access import staff
from legalops.web import htmx, toasts
from legalops.web.tables.selection import selection_of

MOST_AT_ONCE = 100


@require_POST
@staff
def approve_many(request: HttpRequest) -> HttpResponse:
    """The preview of the selected requests, or, confirmed, their approval as far as it is possible."""
    keys = selection_of(request).keys[:MOST_AT_ONCE]
    if request.POST.get("confirmed") != "1":
        proposals = preview(keys, actor=request.user)
        if not proposals:
            raise Http404(_("Nothing of the selection is there any more."))
        context = {"proposals": proposals, "ready": [each for each in proposals if not each.refusal]}
        return htmx.render_page(
            request, "approvals/approve_many.html", context, partials={"form-dialog-body": "dialog"}
        )
    seen = {pk: _version(request, pk) for pk in keys}
    done, refused = approve_seen(seen, actor=request.user)
    said = ngettext("%d request was approved.", "%d requests were approved.", len(done)) % len(done)
    toasts.toast(request, said, level="success" if done else "warning")
    for each in refused:
        toasts.toast(request, f"{each.title}: {each.refusal}", level="warning")
    return htmx.hx_redirect(request, reverse("approvals:inbox"))


def _version(request: HttpRequest, pk: int) -> int | None:
    typed = request.POST.get(f"version-{pk}", "")
    return int(typed) if typed.isdecimal() else None
