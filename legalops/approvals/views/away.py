"""While I am away: who decides for me, for whom I decide."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from legalops.approvals import registry, services
from legalops.approvals.forms.people import AwayForm
from legalops.approvals.models import Absence, Delegation
from legalops.approvals.views.access import staff
from legalops.approvals.views.decisions import ANSWERS
from legalops.web import htmx, toasts
from legalops.web.form_page import Done, FormPage, answer


@never_cache
@require_safe
@staff
def away(request: HttpRequest) -> HttpResponse:
    """What stands, what is to come, and what has passed."""
    delegations = Delegation.objects.visible_to(request.user).select_related("person", "stand_in")
    mine = delegations.filter(person=request.user)
    kinds = {each.record_type: each.type.plural for each in registry.known()}
    context = {
        "here": "away",
        "standing": [_named(row, kinds) for row in mine.standing()],
        "absences": Absence.objects.visible_to(request.user).filter(person=request.user).standing(),
        "for_others": [_named(row, kinds) for row in delegations.filter(stand_in=request.user).standing()],
        "past": [row for row in mine[:20] if row not in set(mine.standing())],
    }
    return htmx.render_page(request, "approvals/away.html", context)


@ANSWERS
@staff
def leave(request: HttpRequest) -> HttpResponse:
    """Say from when to when one is away, and who decides meanwhile."""
    form = AwayForm(request.POST or None, person=request.user)
    back = reverse("approvals:away")
    crumbs = [(_("Approvals"), reverse("approvals:inbox")), (_("While I am away"), back)]
    page = FormPage(_("While I am away"), _("Save"), back, crumbs)

    def act(data: Any) -> Done:
        stand_in = data.pop("stand_in")
        if stand_in is None:
            days = {name: data[name] for name in ("starts", "until", "reason")}
            services.note_absence(request.user, actor=request.user, **days)
            return Done(back, _("Your absence is noted."))
        services.delegate(request.user, stand_in, actor=request.user, **data)
        return Done(back, _("%s decides for you then.") % stand_in)

    return answer(request, form, page, act)


@require_POST
@staff
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation of one's own at once."""
    row = Delegation.objects.visible_to(request.user).filter(pk=pk, person=request.user).first()
    if row is None:
        raise Http404
    services.end_delegation(row, actor=request.user)
    toasts.toast(request, _("You decide yourself again."))
    return htmx.hx_redirect(request, reverse("approvals:away"))


@require_POST
@staff
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Be back."""
    row = Absence.objects.visible_to(request.user).filter(pk=pk, person=request.user).first()
    if row is None:
        raise Http404
    services.end_absence(row, actor=request.user)
    toasts.toast(request, _("Welcome back."))
    return htmx.hx_redirect(request, reverse("approvals:away"))


def _named(row: Delegation, kinds: dict[str, Any]) -> Delegation:
    row.kind_names = ", ".join(str(kinds.get(kind, kind)) for kind in row.kinds)
    return row
