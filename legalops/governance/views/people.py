"""The list of people, and inviting one."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.governance.filters import PeopleFilters
from legalops.governance.forms import InviteForm
from legalops.governance.selectors.people import people_rows
from legalops.governance.services.joining import invite
from legalops.governance.tables import PeopleTable
from legalops.governance.views.access import looks, manages
from legalops.web import htmx
from legalops.web.form_page import Done, FormPage, answer


@require_safe
@looks
def people(request: HttpRequest) -> HttpResponseBase:
    """Everyone with roles, teams, last sign-in, second factor and state."""
    filters = PeopleFilters(request, people_rows())
    table = PeopleTable(request, filters.qs, filtered=bool(filters.asked))
    if export := table.export():
        return export
    context = {
        "filters": filters,
        "table": table,
        "manages": has_capability(request.user, can.PEOPLE_MANAGE),
        "reviews": has_capability(request.user, can.ACCESS_REVIEW),
    }
    return htmx.render_page(request, "governance/people.html", context, partials={"people-list": "list"})


@manages
def invite_(request: HttpRequest) -> HttpResponse:
    """Invite a person of the department."""
    form = InviteForm(request.POST or None)
    back = reverse("governance:people")
    intro = _("They get an e-mail with a link by which they choose their own password.")
    page = FormPage(_("Invite a person"), _("Invite"), back, crumbs=[(_("People"), back)], intro=intro)

    def act(data: Mapping[str, Any]) -> Done:
        made = invite(**data, site=request.build_absolute_uri("/"), actor=request.user)
        return Done(reverse("governance:person", args=[made.pk]), _("%s is invited.") % made)

    return answer(request, form, page, act)
