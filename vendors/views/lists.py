"""The list of firms."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from legalops.access import capabilities as can
from legalops.access.services import has_capability
from legalops.web import htmx
from vendors.filters import FirmFilters
from vendors.selectors.firms import firm_rows
from vendors.tables import FirmTable
from vendors.views.access import reads


@require_safe
@reads
def firm_list(request: HttpRequest) -> HttpResponseBase:
    """All firms, with filters and sort in the address."""
    filters = FirmFilters(request, firm_rows)
    if menu := filters.menu():
        return menu
    table = FirmTable(request, filters.rows, filtered=filters.narrowed)
    if export := table.export():
        return export
    context = {
        "filters": filters,
        "table": table,
        "can_edit": has_capability(request.user, can.VENDORS_EDIT),
    }
    return htmx.render_page(
        request, "vendors/list.html", context, partials={"firm-list": "list"}, outline=True
    )
