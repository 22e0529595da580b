"""The style page: every component once, so that it can be looked at, printed and tested."""

from datetime import timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from legalops.access.capabilities import CONFIGURE
from legalops.access.decorators import requires
from legalops.kernel import clock
from legalops.web import htmx, markup
from legalops.web.progress import Progress
from legalops.web.styleguide import samples
from legalops.web.styleguide.filters import SampleFilters, SampleForm
from legalops.web.styleguide.tables import SampleTable


@requires(CONFIGURE)
def styleguide(request: HttpRequest) -> HttpResponseBase:
    """All components with sample rows, for those who configure the product."""
    filters = SampleFilters(request, samples.sample_rows())
    table = SampleTable(request, filters.qs, filtered=filters.narrowed)
    if export := table.export():
        return export
    context = {"filters": filters, "table": table} | ({} if htmx.is_fragment(request) else _showcase())
    return htmx.render_page(request, "web/styleguide.html", context, partials={"sample-list": "list"})


@requires(CONFIGURE)
def peek(request: HttpRequest) -> HttpResponse:
    """The preview of one sample row."""
    key = request.GET.get("row", "")
    row = get_object_or_404(samples.sample_rows(), pk=key if key.isdecimal() else 0)
    context = {"row": row, "budget": samples.sample_budget("61000", str(row.billed), "120000")}
    return htmx.render_fragment(request, "web/styleguide.html", "peek", context)


def _showcase() -> dict[str, object]:
    now = clock.now()
    return {
        "tones": markup.TONES,
        "amount": Decimal("4162380.50"),
        "reduced": Decimal("4098120.00"),
        "budgets": [
            samples.sample_budget("61000", "18500", "120000"),
            samples.sample_budget("96000", "41200", "120000"),
            samples.sample_budget("23000", "4000", None),
        ],
        "charts": samples.sample_charts(),
        "form": SampleForm({"name": "", "kind": "ip", "budget": "12x", "note": "Kept as typed"}),
        "progress": Progress(6_240, 10_000, "Checking lines"),
        "now": now,
        "earlier": now - timedelta(minutes=12),
        "soon": clock.today() + timedelta(days=3),
        "trend": [3, 4, 3.4, 5, 6, 5.2, 7],
    }
