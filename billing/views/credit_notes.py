"""Saying which invoice a credit note credits."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.forms.deciding import CreditedForm
from billing.models import Invoice
from billing.selectors.credit_notes import creditable
from billing.services.credit_notes import choose_credited
from billing.views.access import invoice_or_404, reviews
from legalops.web.form_page import Done, FormPage, answer


@require_http_methods(["GET", "HEAD", "POST"])
@reviews
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose among the firm's invoices on the matter that this person may see."""
    note = invoice_or_404(request, pk)
    seen = Invoice.objects.visible_to(request.user)
    form = CreditedForm(
        request.POST or None,
        creditable=creditable(note).filter(pk__in=seen.values("pk")),
        initial={"credited": note.credits_id},
    )
    back = reverse("billing:invoice", args=[pk])
    crumbs = [(_("Invoices"), reverse("billing:invoices")), (note.number, back)]
    page = FormPage(_("Credit note %s") % note.number, _("Save"), back, crumbs=crumbs)

    def act(data) -> Done:
        credited = data["credited"]
        choose_credited(note, credited, actor=request.user)
        said = _("%(note)s credits %(invoice)s.") if credited else _("%(note)s credits no invoice yet.")
        return Done(back, said % {"note": note.number, "invoice": credited.number if credited else ""})

    return answer(request, form, page, act)
