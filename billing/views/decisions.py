"""Decisions on the invoice as a whole: submit, approve, send back, reject, recall, take over, record
payment.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from billing.enums import InvoiceState
from billing.forms.deciding import ApproveForm, PaymentForm, ReasonForm, SubmitForm
from billing.models import Invoice
from billing.selectors.approvals import in_turn, next_to_approve, plan_steps
from billing.selectors.queue import next_to_review
from billing.services import approvals
from billing.services.exports import record_payment
from billing.services.invoices import reject_invoice, take_review
from billing.views.access import approves, decides, invoice_or_404, pays, reviews
from billing.views.bundles import Touched, changed
from billing.views.review_page import OPEN_NEXT
from legalops.approvals.selectors.requests import pending_names
from legalops.kernel.errors import DomainError
from legalops.web import formats, htmx, toasts
from legalops.web.form_page import Done, FormPage, answer

_ANSWERS = require_http_methods(["GET", "HEAD", "POST"])


@_ANSWERS
@reviews
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the invoice to its approvers; the dialog says to whom, and asks about undecided findings."""
    invoice = invoice_or_404(request, pk)
    undecided = approvals.undecided_findings(invoice).count()
    form = SubmitForm(
        request.POST or None,
        initial={"version": invoice.version},
        undecided=_leave_open(undecided) if undecided else "",
    )
    page = _page(invoice, _("Submit for approval"), _("Submit"), _route_in_words(invoice, request))

    def act(data) -> Done:
        first = approvals.submit_for_approval(
            invoice,
            actor=request.user,
            confirm_open=data.get("confirm_open", False),
            seen_version=data["version"],
        )
        said = _("%(number)s waits for %(who)s.") % {
            "number": invoice.number,
            "who": pending_names(first.request),
        }
        return Done(_next(request, invoice, next_to_review), said, reverse("billing:recall", args=[pk]))

    return answer(request, form, page, act)


@_ANSWERS
@approves
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve as the person whose turn it is; the dialog says what and who comes next."""
    invoice = invoice_or_404(request, pk)
    form = ApproveForm(request.POST or None, initial={"version": invoice.version})
    page = _page(
        invoice, _("Approve invoice %s") % invoice.number, _("Approve"), _what_approving_does(invoice)
    )

    def act(data) -> Done:
        following = approvals.approve(
            invoice, actor=request.user, comment=data["comment"], seen_version=data["version"]
        )
        said = _("%s is approved.") % invoice.number
        if following:
            said = _("Approved; %(who)s decides next.") % {"who": pending_names(following.request)}
        return Done(_next(request, invoice, next_to_approve), said)

    return answer(request, form, page, act)


@_ANSWERS
@approves
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the invoice to its reviewer, saying why."""
    invoice = invoice_or_404(request, pk)
    label = _("What should %s look at again?") % (invoice.reviewer or _("the reviewer"))
    page = _page(invoice, _("Send back to review"), _("Send back"), _("The firm does not see this."))

    def act(data) -> Done:
        approvals.send_back(invoice, reason=data["reason"], actor=request.user)
        return Done(_next(request, invoice, next_to_approve), _("%s went back to review.") % invoice.number)

    return answer(request, ReasonForm(request.POST or None, label=label), page, act)


@_ANSWERS
@decides
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject the whole invoice: its approver while it waits for approval, a reviewer before."""
    invoice = invoice_or_404(request, pk)
    waits = invoice.state == InvoiceState.PENDING_APPROVAL
    act_on: Callable = approvals.reject if waits else reject_invoice
    label = _("Reason, which %s reads") % invoice.firm
    page = _page(
        invoice,
        _("Reject invoice %s") % invoice.number,
        _("Reject the invoice"),
        _("Nothing of it will be paid. The firm can correct it and send it again under the same number."),
        danger=True,
    )

    def act(data) -> Done:
        act_on(invoice, reason=data["reason"], actor=request.user)
        after = next_to_approve if waits else next_to_review
        said = _("%(number)s is rejected; %(firm)s sees why.")
        return Done(_next(request, invoice, after), said % {"number": invoice.number, "firm": invoice.firm})

    return answer(request, ReasonForm(request.POST or None, label=label), page, act)


@require_POST
@reviews
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the invoice back from approval: also the Undo of submitting."""
    invoice = invoice_or_404(request, pk)
    approvals.recall(invoice, actor=request.user)
    return _to_page(request, invoice, _("%s is back in review.") % invoice.number)


@require_POST
@reviews
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Become the reviewer."""
    invoice = invoice_or_404(request, pk)
    take_review(invoice, actor=request.user)
    return changed(request, invoice, Touched(), _("You review %s now.") % invoice.number)


@_ANSWERS
@pays
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that accounts payable paid."""
    invoice = invoice_or_404(request, pk)
    amount = formats.money(invoice.approved_amount, invoice.currency)
    page = _page(invoice, _("Record the payment"), _("Record"), _("Amount payable: %s.") % amount)

    def act(data) -> Done:
        record_payment(invoice, actor=request.user, **data)
        return Done(reverse("billing:invoice", args=[pk]), _("%s is paid.") % invoice.number)

    return answer(request, PaymentForm(request.POST or None), page, act)


def _page(invoice: Invoice, title: str, submit: str, intro: str, *, danger: bool = False) -> FormPage:
    back = reverse("billing:invoice", args=[invoice.pk])
    crumbs = [(_("Invoices"), reverse("billing:invoices")), (invoice.number, back)]
    return FormPage(title=title, submit=submit, back=back, crumbs=crumbs, intro=intro, danger=danger)


def _next(request: HttpRequest, invoice: Invoice, find: Callable) -> str:
    """Where to go after a decision: the inbox if it was made there, the next that waits if the person wants
    it so, else the invoice.
    """
    inbox = reverse("approvals:inbox")
    if request.htmx.current_url_abs_path == inbox:
        return inbox
    following = find(invoice, request.user) if request.session.get(OPEN_NEXT, True) else None
    return reverse("billing:invoice", args=[following or invoice.pk])


def _to_page(request: HttpRequest, invoice: Invoice, said: str) -> HttpResponse:
    toasts.toast(request, said)
    return htmx.hx_redirect(request, reverse("billing:invoice", args=[invoice.pk]))


def _route_in_words(invoice: Invoice, request: HttpRequest) -> str:
    try:
        steps = plan_steps(invoice, submitter=request.user)
    except DomainError as error:
        return error.message
    facts = {
        "amount": formats.money(invoice.approved_amount, invoice.currency),
        "names": _(", then ").join(in_turn(steps)),
        "why": " ".join(step.why for step in steps),
    }
    return _("%(amount)s goes to %(names)s. %(why)s") % facts


def _what_approving_does(invoice: Invoice) -> str:
    facts = {
        "amount": formats.money(invoice.approved_amount, invoice.currency),
        "billed": formats.money(invoice.billed_total, invoice.currency),
        "firm": invoice.firm,
    }
    if invoice.approved_amount == invoice.billed_total:
        return _("%(amount)s for %(firm)s, as billed.") % facts
    return _("%(amount)s for %(firm)s, of %(billed)s billed.") % facts


def _leave_open(count: int) -> str:
    return (
        ngettext(
            "Leave %d finding undecided; the approver sees it.",
            "Leave %d findings undecided; the approver sees them.",
            count,
        )
        % count
    )
