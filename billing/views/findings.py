"""Deciding on findings from the review page: one, all of a rule, or all on a line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from billing.enums import FindingState
from billing.forms.deciding import DismissForm
from billing.models import Invoice, ReviewFinding
from billing.services.findings import (
    accept_finding,
    accept_findings,
    dismiss_findings,
    reopen_findings,
)
from billing.views.access import invoice_or_404, reviews
from billing.views.asking import ask
from billing.views.bundles import Touched, changed
from legalops.web.form_page import FormPage


@require_POST
@reviews
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold findings: `finding` (one), `rule` (all open of a rule) or `line` (all open on a line)."""
    invoice = invoice_or_404(request, pk)
    chosen = _chosen(request, invoice)
    if len(chosen) == 1 and "finding" in request.POST:
        lines = accept_finding(chosen[0], actor=request.user)
    else:
        lines = accept_findings(invoice, chosen, actor=request.user)
    return _answer(request, invoice, chosen, lines, _accepted(len(chosen)))


@require_http_methods(["GET", "HEAD", "POST"])
@reviews
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Set findings aside; the dialog asks why."""
    invoice = invoice_or_404(request, pk)
    chosen = _chosen(request, invoice)
    page = FormPage(
        title=ngettext("Dismiss the finding", "Dismiss %d findings", len(chosen))
        % ((len(chosen),) if len(chosen) != 1 else ()),
        submit=_("Dismiss"),
        back=reverse("billing:invoice", args=[pk]),
        intro=chosen[0].message if len(chosen) == 1 else "",
    )

    def act(data) -> HttpResponse:
        lines = dismiss_findings(
            invoice, chosen, reason=data["reason"], note=data["note"], actor=request.user
        )
        return _answer(request, invoice, chosen, lines, _dismissed(len(chosen)))

    form = DismissForm(request.POST if "reason" in request.POST or "note" in request.POST else None)
    return ask(request, form, page, act)


@require_POST
@reviews
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take decisions back."""
    invoice = invoice_or_404(request, pk)
    chosen = _chosen(request, invoice)
    lines = reopen_findings(invoice, chosen, actor=request.user)
    return changed(request, invoice, Touched(lines, [finding.pk for finding in chosen]))


def _answer(
    request: HttpRequest, invoice: Invoice, chosen: list[ReviewFinding], lines: set[int], said: str
) -> HttpResponse:
    keys = [finding.pk for finding in chosen]
    undo = reverse("billing:reopen", args=[invoice.pk])
    query = "&".join(f"finding={key}" for key in keys)
    return changed(request, invoice, Touched(lines, keys), said, f"{undo}?{query}" if len(keys) <= 50 else "")


def _chosen(request: HttpRequest, invoice: Invoice) -> list[ReviewFinding]:
    """The findings the request names; 404 when it names none of this invoice."""
    named = request.POST if request.method == "POST" else request.GET
    keys = [key for key in (named.getlist("finding") or request.GET.getlist("finding")) if key.isdecimal()]
    wanted = invoice.findings.select_related("invoice")
    if keys:
        found = wanted.filter(pk__in=keys)
    elif rule := (named.get("of_rule") or request.GET.get("of_rule")):
        found = wanted.filter(rule=rule, state=FindingState.OPEN)
    elif (line := named.get("line") or request.GET.get("line") or "").isdecimal():
        found = wanted.filter(line=int(line), state=FindingState.OPEN)
    else:
        raise Http404
    chosen = list(found)
    if not chosen and keys:
        raise Http404
    return chosen


def _accepted(count: int) -> str:
    return ngettext("Finding accepted.", "%d findings accepted.", count) % ((count,) if count != 1 else ())


def _dismissed(count: int) -> str:
    return ngettext("Finding dismissed.", "%d findings dismissed.", count) % ((count,) if count != 1 else ())
