"""Firms, offices and portal users."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from legalops.access.models import RoleAssignment
from legalops.access.shipped import PORTAL_ROLES
from legalops.accounts.models import User
from legalops.fx.models import currency_code
from vendors.enums import FirmTier
from vendors.models import Firm
from vendors.services.firms import EDITABLE


class OnboardForm(forms.Form):
    """Two fields must be filled."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.SlugField(
        label=_("Vendor code"), max_length=20, help_text=_("Short, for addresses and imports: arnsley.")
    )
    currency = forms.CharField(
        label=_("Billing currency"), max_length=3, initial="USD", validators=[currency_code]
    )
    country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label=_("Country"),
        initial="US",
        help_text=_("Two letters, such as US."),
        error_messages={"invalid": _("Give the country in two letters, such as US or DE.")},
    )
    tier = forms.ChoiceField(
        label=_("Tier"), choices=[("", _("Not rated yet")), *FirmTier.choices], required=False
    )
    tax_id = forms.CharField(
        label=_("Tax id"), max_length=50, required=False, help_text=_("As it stands in LAW_FIRM_ID.")
    )
    ap_vendor_number = forms.CharField(
        label=_("Vendor number in accounts payable"), max_length=30, required=False
    )
    tax_invoices = forms.TypedChoiceField(
        label=_("Its invoices"),
        choices=(
            ("", _("As usual in its country")),
            ("yes", _("Tax invoices, never reduced (EU mode)")),
            ("no", _("May be reduced in review")),
        ),
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
        help_text=_(
            "Firms in countries with value added tax send tax invoices: these are disputed, rejected or met "
            "by a credit note. You can change it later."
        ),
    )


class EditFirmForm(forms.ModelForm):
    """A firm's own fields; the vendor code never changes."""

    class Meta:
        model = Firm
        fields = EDITABLE

    def _post_clean(self) -> None:
        """Leave the instance as it is: the service compares it with what is stored."""


class OfficeForm(forms.Form):
    """A place from which the firm works."""

    name = forms.CharField(label=_("Name"), max_length=100)
    city = forms.CharField(label=_("City"), max_length=80)
    country = forms.CharField(label=_("Country"), max_length=2, initial="US")


class FirmUserForm(forms.Form):
    """An existing account without a role in the department, and what it may do in the portal."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        empty_label=_("Choose a person"),
        help_text=_("An administrator creates the account first, without a role of the department."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=list(zip(PORTAL_ROLES, (_("Biller"), _("Lead")), strict=True)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = RoleAssignment.objects.filter(user=OuterRef("pk"))
        free = User.objects.filter(is_active=True, is_system=False, firm_membership__isnull=True)
        self.fields["user"].queryset = free.filter(~Exists(roles)).order_by("full_name")


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
