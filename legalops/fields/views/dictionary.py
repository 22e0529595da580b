"""The dictionary of fields as a list."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from legalops import jobs
from legalops.access import capabilities as can
from legalops.access.decorators import requires
from legalops.access.services import has_capability
from legalops.fields.filters import DictionaryFilters
from legalops.fields.lists import LOOK
from legalops.fields.models import FieldEntry
from legalops.fields.services.counting import COUNT
from legalops.fields.tables import DictionaryTable
from legalops.web import htmx, toasts

looks = requires(*LOOK)
governs = requires(can.FIELDS_GOVERN)


@require_safe
@looks
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """Every field with its owner, definition, fill rate and uses."""
    filters = DictionaryFilters(request, FieldEntry.objects.told())
    table = DictionaryTable(request, filters.qs, filtered=bool(filters.asked))
    if export := table.export():
        return export
    context = {
        "filters": filters,
        "table": table,
        "governs": has_capability(request.user, can.FIELDS_GOVERN),
        "counted_at": FieldEntry.objects.order_by("counted_at").values_list("counted_at", flat=True).first(),
    }
    return htmx.render_page(request, "fields/dictionary.html", context, partials={"field-list": "list"})


@require_POST
@governs
def count(request: HttpRequest) -> HttpResponse:
    """Count fill rates and uses now rather than tonight."""
    jobs.enqueue(COUNT, key="now", again=True)
    toasts.toast(request, _("Fields are being counted. Load the page again in a moment."))
    return redirect("fields:dictionary")
