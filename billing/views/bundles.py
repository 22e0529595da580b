"""What answers a change on the review page: one out-of-band bundle, or without htmx the page again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from billing.models import Invoice
from billing.selectors.workspace import findings, lines
from billing.selectors.workspace.grouping import View
from billing.views.access import invoice_or_404
from billing.views.review_page import ReviewPage
from legalops.web import htmx, toasts

PAGE = "billing/invoice.html"
# Beyond so many rows the zone is drawn anew: cheaper to send and to swap than its rows one by one.
_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touched: lines and findings by primary key; notes when the conversation grew."""

    lines: Collection[int] = ()
    findings: Collection[int] = ()
    notes: bool = False


def changed(
    request: HttpRequest, invoice: Invoice, touched: Touched, said: str = "", undo_url: str = ""
) -> HttpResponse:
    """The answer to a change that succeeded, with a toast where something should be said."""
    if said:
        toasts.toast(request, said, undo_url=undo_url)
    if not htmx.is_fragment(request):
        return htmx.hx_redirect(request, reverse("billing:invoice", args=[invoice.pk]))
    response = HttpResponse("".join(part.strip() for part in _parts(request, invoice, touched)))
    response["HX-Reswap"] = "none"
    response["HX-Trigger-After-Settle"] = "review-changed"
    return response


def _parts(request: HttpRequest, invoice: Invoice, touched: Touched) -> Iterable[str]:
    page = ReviewPage(request, invoice_or_404(request, invoice.pk), _view_below(request))
    for name in ("head", "findings_head", "lines_head", "bar", "history"):
        yield _part(page, name)
    if touched.notes:
        yield _part(page, "threads")
    keys, rows = _spread(invoice, touched)
    if len(keys) > _MOST_ROWS or len(rows) > _MOST_ROWS:
        yield _part(page, "findings_list")
        yield _part(page, "lines_list")
        return
    yield from _finding_parts(page, rows)
    yield from _line_parts(page, keys)


def _view_below(request: HttpRequest) -> View:
    """How the page that sent the request groups its lines: its address says so."""
    return View.of(QueryDict(urlsplit(request.htmx.current_url or "").query))


def _part(page: ReviewPage, name: str) -> str:
    return htmx.out_of_band(render_to_string(f"{PAGE}#{name}", page.context(), page.request))


def _spread(invoice: Invoice, touched: Touched) -> tuple[set[int], set[int]]:
    """Lines of touched findings change with them, and so do other findings on those lines."""
    on = invoice.findings.filter(pk__in=touched.findings, line__isnull=False)
    keys = set(touched.lines) | set(on.values_list("line", flat=True))
    beside = invoice.findings.filter(line__in=keys)
    return keys, set(touched.findings) | set(beside.values_list("pk", flat=True))


def _finding_parts(page: ReviewPage, keys: Collection[int]) -> Iterable[str]:
    rows = findings.findings_by_id(page.invoice, keys)
    heads = {rule.code: rule for rule in page.rule_heads}
    for code in sorted({row.rule for row in rows}):
        yield htmx.out_of_band(page.rows("billing/rule_head.html", rule=heads[code]))
    for row in rows:
        yield htmx.out_of_band(page.rows("billing/finding.html", finding=row))


def _line_parts(page: ReviewPage, keys: Collection[int]) -> Iterable[str]:
    found = lines.lines_by_id(page.invoice, page.view, keys)
    for row in lines.rows_of(page.invoice, found):
        yield htmx.out_of_band(page.rows("billing/line.html", row=row))
    if page.view.group != "none":
        groups = lines.groups_of(page.invoice, page.view)
        for key in {(line.rank, line.key) for line in found}:
            if key in groups:
                yield htmx.out_of_band(page.rows("billing/line_group.html", group=groups[key]))
