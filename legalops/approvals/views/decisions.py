"""One request and the decisions on it: approve, send back, reject."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from legalops.approvals import registry
from legalops.approvals.forms.deciding import ApproveForm, ReasonForm
from legalops.approvals.models import Request
from legalops.approvals.selectors.inbox import cards_of
from legalops.approvals.selectors.panel import panel_for
from legalops.approvals.selectors.requests import pending_names
from legalops.approvals.services import decide
from legalops.approvals.views.access import request_or_404, staff
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer

ANSWERS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@staff
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, who decides and why, and the buttons of whoever's turn it is."""
    found = request_or_404(request, pk)
    context = {"asked": found, "card": cards_of([found])[found.pk], "panel": panel_for(found, request.user)}
    return htmx.render_page(request, "approvals/request.html", context)


@ANSWERS
@staff
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve as the person whose turn it is; the dialog says what and who comes next."""
    found = request_or_404(request, pk)
    card = cards_of([found])[found.pk]
    form = ApproveForm(request.POST or None, initial={"version": card.version})
    page = page_of(found, _("Approve %s") % card.title, _("Approve"), _what_approving_does(request, found))

    def act(data: Any) -> Done:
        after = decide(
            found,
            actor=request.user,
            decision="approve",
            reason=data["comment"],
            seen_version=data["version"],
        )
        said = _("%s is approved.") % card.title
        if after.is_live:
            said = _("Approved; %s decides next.") % pending_names(after)
        return Done(where_next(request, found), said)

    return answer(request, form, page, act)


@ANSWERS
@staff
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return it to whoever asked, saying why."""
    found = request_or_404(request, pk)
    label = _("What should %s look at again?") % (found.asked_by or _("they"))
    page = page_of(found, _("Send %s back") % found.title, _("Send back"))

    def act(data: Any) -> Done:
        decide(found, actor=request.user, decision="send_back", reason=data["reason"])
        return Done(where_next(request, found), _("%s went back.") % found.title)

    return answer(request, ReasonForm(request.POST or None, label=label), page, act)


@ANSWERS
@staff
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject it, saying why."""
    found = request_or_404(request, pk)
    label = str(registry.find(found.record_type).reject_label) or _("Reason")
    page = page_of(found, _("Reject %s") % found.title, _("Reject"), danger=True)

    def act(data: Any) -> Done:
        decide(found, actor=request.user, decision="reject", reason=data["reason"])
        return Done(where_next(request, found), _("%s is rejected.") % found.title)

    return answer(request, ReasonForm(request.POST or None, label=label), page, act)


def page_of(found: Request, title: str, submit: str, intro: str = "", *, danger: bool = False) -> FormPage:
    """The words around a form about a request."""
    back = reverse("approvals:request", args=[found.pk])
    crumbs = [(_("Approvals"), reverse("approvals:inbox")), (found.title, back)]
    return FormPage(title=title, submit=submit, back=back, crumbs=crumbs, intro=intro, danger=danger)


def where_next(request: HttpRequest, found: Request) -> str:
    """The inbox if the decision was made there, else where the person was, else the request."""
    here = request.htmx.current_url_abs_path or ""
    if here.startswith("/") and not here.startswith(reverse("approvals:request", args=[found.pk])):
        return here
    return reverse("approvals:request", args=[found.pk])


def _what_approving_does(request: HttpRequest, found: Request) -> str:
    card, panel = cards_of([found])[found.pk], panel_for(found, request.user)
    parts = [card.amount and (_("%(now)s of %(was)s.") if card.was else "%(now)s.")]
    if panel.mine is not None and panel.mine.person_id != request.user.pk:
        parts.append(_("You decide for %s.") % panel.mine.person)
    parts.append(
        _("Then %s decides.") % panel.following_names
        if panel.following_names
        else _("Yours may be the last approval.")
    )
    return " ".join(part for part in parts if part) % {"now": card.amount, "was": card.was}
