"""The list of contacts, and suggestions while a name is typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.contacts.filters import ContactFilters
from legalops.contacts.forms import CardChoice, MergeForm
from legalops.contacts.selectors.cards import contact_rows
from legalops.contacts.tables import ContactTable
from legalops.contacts.views.access import edits, reads
from legalops.web import htmx

_LONGEST = 200


@require_safe
@reads
def contact_list(request: HttpRequest) -> HttpResponseBase:
    """All cards the person may see, with filters and sort in the address."""
    filters = ContactFilters(request, contact_rows)
    if menu := filters.menu():
        return menu
    table = ContactTable(request, filters.rows, filtered=filters.narrowed)
    if answer := table.answer():
        return answer
    context = {
        "filters": filters,
        "table": table,
        "can_edit": has_capability(request.user, can.MATTERS_EDIT),
    }
    return htmx.render_page(
        request, "contacts/list.html", context, partials={"contact-list": "list"}, outline=True
    )


@require_safe
@edits
def suggest(request: HttpRequest) -> HttpResponse:
    """Cards that may be meant by what is typed (`name`), as the choices of a form."""
    typed = request.GET.get("name", "")[:_LONGEST]
    kind = MergeForm if request.GET.get("only") == "known" else CardChoice
    form = kind(request.user, "", {"name": typed, "card": request.GET.get("card", "")})
    return HttpResponse(str(form["card"]))
