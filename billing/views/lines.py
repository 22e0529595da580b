"""Changing one line in place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from billing.forms.adjusting import InvoiceReductionForm, LineForm
from billing.models import Invoice, LineAdjustment
from billing.selectors.workspace.lines import LineRow, rows_of
from billing.services.adjustments import adjust_invoice, reduce_line, undo_adjustment
from billing.views.access import invoice_or_404, reviews
from billing.views.asking import ask
from billing.views.bundles import Touched, changed
from legalops.kernel.errors import Conflict
from legalops.web import formats, htmx
from legalops.web.form_page import FormPage
from legalops.web.forms import refusals_beside_fields

EDIT = "billing/line_edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@reviews
def edit(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """The form under a line, and its answer: the line, its group, the totals, all in one bundle."""
    invoice = invoice_or_404(request, pk)
    row = _row_or_404(invoice, line)
    if request.method != "POST":
        return _form(request, invoice, LineForm(row, invoice.currency))
    form = LineForm(row, invoice.currency, request.POST)
    if form.is_valid():
        done = None
        with refusals_beside_fields(form):
            done = _reduce(request, invoice, form)
        if done is not None:
            return done
    return _form(request, invoice, form, status=422)


@require_POST
@reviews
def undo(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take the standing reduction of a line back; an invoice-wide one if there is no other."""
    invoice = invoice_or_404(request, pk)
    row = _row_or_404(invoice, line)
    standing = row.standing or (row.shares[-1] if row.shares else None)
    if standing is None:
        return changed(request, invoice, Touched(lines=[line]), _("Nothing was taken off this line."))
    lines = undo_adjustment(standing, actor=request.user)
    return changed(request, invoice, Touched(lines=lines), _("Taken back: %s.") % _cut(standing, invoice))


@require_POST
@reviews
def undo_one(request: HttpRequest, pk: int, adjustment: int) -> HttpResponse:
    """Take one certain reduction back: the Undo of a toast, and the whole of an invoice-wide one."""
    invoice = invoice_or_404(request, pk)
    row = invoice.adjustments.filter(pk=adjustment).first()
    if row is None:
        raise Http404
    return changed(
        request, invoice, Touched(lines=undo_adjustment(row, actor=request.user)), _("Taken back.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reviews
def reduce_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a percentage or a sum off the whole invoice."""
    invoice = invoice_or_404(request, pk)
    page = FormPage(
        title=_("Reduce the whole invoice"),
        submit=_("Reduce the invoice"),
        back=reverse("billing:invoice", args=[pk]),
        intro=_("It is spread over the lines by what is left of each, so the shares sum to it exactly."),
    )

    def act(data) -> HttpResponse:
        key = adjust_invoice(invoice, actor=request.user, **data)
        rows = invoice.adjustments.filter(batch=key)
        first = rows.first()
        return changed(
            request,
            invoice,
            Touched(lines=set(rows.values_list("line", flat=True))),
            _("The invoice was reduced."),
            undo_url=reverse("billing:undo_one", args=[pk, first.pk]) if first else "",
        )

    return ask(request, InvoiceReductionForm(invoice, request.POST or None), page, act)


def _reduce(request: HttpRequest, invoice: Invoice, form: LineForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        standing = reduce_line(
            form.row.line,
            reason=data["reason"],
            note_to_firm=data["note_to_firm"],
            internal_note=data["internal_note"],
            actor=request.user,
            seen=data["seen"],
            **form.wanted(),
        )
    except Conflict:
        # The person has seen both values now: sending again replaces the other change.
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = str(_row_or_404(invoice, form.row.line.pk).line.reduction)
        raise
    said = _("Line %(line)s: %(cut)s.") % {"line": form.row.line.number, "cut": _cut(standing, invoice)}
    undo_url = reverse("billing:undo_one", args=[invoice.pk, standing.pk])
    return changed(request, invoice, Touched(lines=[form.row.line.pk]), said, undo_url)


def _cut(row: LineAdjustment, invoice: Invoice) -> str:
    return formats.money(-row.amount, invoice.currency)


def _form(request: HttpRequest, invoice: Invoice, form: LineForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "row": form.row, "invoice": invoice, "currency": invoice.currency}
    name = f"{EDIT}#form" if htmx.is_fragment(request) else EDIT
    return HttpResponse(render_to_string(name, context, request), status=status)


def _row_or_404(invoice: Invoice, key: int) -> LineRow:
    line = invoice.lines.filter(pk=key).first()
    if line is None:
        raise Http404
    return rows_of(invoice, [line])[0]
