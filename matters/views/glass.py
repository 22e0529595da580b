"""Break-glass: asking to read a hidden matter, and ending it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.web import formats, htmx, toasts
from legalops.web.form_page import Done, FormPage, answer
from matters.forms.walls import GlassForm
from matters.services.glass import break_glass, end_glass, find_grant
from matters.services.guards import may_see


@requires(can.MATTERS_BREAK_GLASS)
def break_(request: HttpRequest) -> HttpResponse:
    """Ask to read a matter that is hidden from the person."""
    form = GlassForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    intro = _(
        "For what cannot wait until someone on the matter lets you in. You can read it, not change it. "
        "Its lead and those who keep walls see that you do, and every page you open is recorded. "
        "It never opens a matter that a wall screens from you."
    )
    back = reverse("home")
    page = FormPage(_("Break the glass"), _("Break the glass"), back, danger=True, intro=intro)

    def act(data: Mapping[str, Any]) -> Done:
        grant = break_glass(
            data["number"], reason=data["reason"], hours=int(data["hours"]), actor=request.user
        )
        said = _("You can read %(number)s until %(until)s.") % {
            "number": grant.matter.number,
            "until": formats.instant(grant.expires_at),
        }
        return Done(reverse("matters:matter", args=[grant.matter.number]), said)

    return answer(request, form, page, act)


@require_POST
@requires(can.MATTERS_BREAK_GLASS, can.MATTERS_MANAGE_WALLS, can.MATTERS_VIEW_ALL, can.MATTERS_VIEW_ASSIGNED)
def end(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """End a break-glass access before its time."""
    grant = find_grant(number, pk, actor=request.user)
    end_glass(grant, actor=request.user)
    toasts.toast(request, _("The break-glass access has ended."))
    seen = may_see(request.user, grant.matter)
    return htmx.hx_redirect(request, reverse("matters:people", args=[number]) if seen else reverse("home"))
