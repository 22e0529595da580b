"""The log of sign-ins."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from legalops.governance.filters import SignInFilters
from legalops.governance.tables import SignInTable
from legalops.governance.views.access import audits
from legalops.signin.models import SignIn
from legalops.web import htmx


@require_safe
@audits
def sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Who signed in or tried to, when, how and from where."""
    filters = SignInFilters(request, SignIn.objects.select_related("user"))
    table = SignInTable(request, filters.qs, filtered=bool(filters.asked))
    if export := table.export():
        return export
    context = {"filters": filters, "table": table}
    return htmx.render_page(request, "governance/sign_ins.html", context, partials={"sign-in-list": "list"})
