"""The review page, and the parts it loads by itself."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from billing.selectors.submissions import original_of
from billing.selectors.workspace import findings, lines
from billing.selectors.workspace.grouping import View
from billing.views.access import decides, invoice_or_404, reads
from billing.views.bundles import PAGE
from billing.views.review_page import OPEN_NEXT, ReviewPage
from legalops.documents.serving import serve
from legalops.web import htmx, palette

_ALL_OF_A_RULE = 500


@never_cache
@require_safe
@reads
def invoice(request: HttpRequest, pk: int) -> HttpResponse:
    """One invoice in four zones: findings, lines, conversation and history, and what to do next."""
    page = ReviewPage(request, invoice_or_404(request, pk), View.of(request.GET))
    if not htmx.is_fragment(request):
        palette.visited(request, "invoice", pk)
    return htmx.render_page(request, PAGE, page.context(), partials={"rv-lines": "lines"})


@require_safe
@reads
def more_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The next window of lines, appended where the last one ended."""
    page = ReviewPage(request, invoice_or_404(request, pk), View.of(request.GET))
    window = lines.window_of(page.invoice, page.view, request.GET.get("after", ""))
    return HttpResponse(page.rows("billing/lines.html", window=window))


@require_safe
@reads
def more_findings(request: HttpRequest, pk: int, rule: str) -> HttpResponse:
    """All findings of one rule, in place of the first few."""
    page = ReviewPage(request, invoice_or_404(request, pk), View.of(request.GET))
    rows = findings.findings_of_rule(page.invoice, rule, _ALL_OF_A_RULE)
    return HttpResponse(page.rows("billing/findings.html", findings=rows))


@require_POST
@decides
def open_next(request: HttpRequest) -> HttpResponse:
    """Remember whether the next invoice opens after a decision."""
    request.session[OPEN_NEXT] = request.POST.get("open_next") == "1"
    return HttpResponse(status=204)


@require_safe
@reads
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file the firm sent; only for those who see every invoice in it."""
    submission = original_of(invoice_or_404(request, pk), request.user)
    if submission is None:
        raise Http404
    return serve(request, submission.document)
