"""Forms of decisions: reasons, comments, and what goes with a payment."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from billing.models import Invoice, ReasonCode
from legalops.kernel import clock
from legalops.web import formats


class DismissForm(forms.Form):
    """Why a finding is set aside."""

    reason = forms.ModelChoiceField(
        queryset=ReasonCode.objects.filter(for_dismissal=True, is_active=True),
        label=_("Why the finding does not count"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label


class ApproveForm(forms.Form):
    """A comment, if the approver wants to leave one, and the version they look at."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(forms.Form):
    """The version the reviewer looks at, and whether undecided findings stay open on purpose."""

    confirm_open = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, undecided: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if undecided:
            self.fields["confirm_open"].label = undecided
        else:
            del self.fields["confirm_open"]


class PaymentForm(forms.Form):
    """When accounts payable paid, and its reference."""

    paid_on = forms.DateField(
        label=_("Paid on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), initial=clock.today
    )
    reference = forms.CharField(label=_("Payment reference"), required=False, max_length=60)


class CreditedForm(forms.Form):
    """Which invoice a credit note credits."""

    credited = forms.ModelChoiceField(
        Invoice.objects.none(),
        label=_("Which invoice does it credit?"),
        required=False,
        empty_label=_("Not known"),
        help_text=_("Invoices of the firm on this matter in the same currency, newest first."),
    )

    def __init__(self, *args: Any, creditable: QuerySet[Invoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credited"].queryset = creditable
        self.fields["credited"].label_from_instance = _as_credited


def _as_credited(invoice: Invoice) -> str:
    amount = formats.money(invoice.approved_amount, invoice.currency)
    return f"{invoice.number}, {formats.day(invoice.invoice_date)}, {amount}"


class NoteForm(forms.Form):
    """A note for colleagues or to the firm, about the invoice or one line."""

    audience = forms.CharField(max_length=10)
    body = forms.CharField(max_length=5000)
    line = forms.IntegerField(required=False)
