"""Timekeepers and their rates."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.fx.models import currency_code
from legalops.web.typed import TypedDecimal
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Office, Timekeeper, TimekeeperClass


class DateField(forms.DateField):
    """A local date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimekeeperForm(forms.Form):
    """A person of the firm by the id the firm bills them under."""

    code = forms.CharField(label=_("Timekeeper id"), max_length=20, help_text=_("As it stands on invoices."))
    last_name = forms.CharField(label=_("Last name"), max_length=60)
    first_name = forms.CharField(label=_("First name"), max_length=60, required=False)
    classification = forms.ModelChoiceField(
        TimekeeperClass.objects.none(), label=_("Class"), empty_label=_("Choose a class")
    )
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Office"), required=False, empty_label=_("No office")
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[c for c in TimekeeperStatus.choices if c[0] != TimekeeperStatus.REJECTED],
        initial=TimekeeperStatus.APPROVED,
    )

    def __init__(self, firm: Firm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classification"].queryset = TimekeeperClass.objects.all()
        self.fields["office"].queryset = firm.offices.all()


class RefuseForm(forms.Form):
    """Why a timekeeper's time is not accepted."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The firm will ask."),
    )


class AliasForm(forms.Form):
    """Another id under which the firm bills this person."""

    code = forms.CharField(label=_("Other id on invoices"), max_length=20)


class RateForm(forms.Form):
    """A standard rate; the open one before it ends the day it starts."""

    amount = TypedDecimal(
        label=_("Rate per hour"), max_digits=12, decimal_places=4, min_value=Decimal("0.01")
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=[currency_code])
    valid_from = DateField(label=_("From"))
    valid_until = DateField(
        label=_("Until (not included)"), required=False, help_text=_("Empty: until another rate follows.")
    )

    def __init__(self, timekeeper: Timekeeper, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].initial = timekeeper.firm.currency
