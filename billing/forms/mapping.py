"""What a person fills in to map a number, an id, or to send an invoice back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from billing.selectors.likeness import names_of
from billing.selectors.unmatched import MatterGroup, PersonGroup
from legalops.fx.models import currency_code
from legalops.web.typed import TypedDecimal
from matters.models import Matter
from vendors.enums import TimekeeperStatus
from vendors.models import Firm, Timekeeper, TimekeeperClass

_OFFERED = 200


class OfferedInput(forms.TextInput):
    """A text field that offers known values while one types, and takes any other."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.offers: list[tuple[str, str]] = []

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        """The field with its list."""
        list_id = f"{(attrs or {}).get('id', name)}_offers"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.offers)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class MapMatterForm(forms.Form):
    """Which matter a firm's number means."""

    matter = forms.CharField(
        label=_("Matter"),
        widget=OfferedInput,
        help_text=_("Its number. The firm's matters are offered while you type."),
    )
    remember = forms.ChoiceField(label=_("Remember this number of the firm"), widget=forms.RadioSelect)
    not_engaged = forms.BooleanField(
        label=_("Map it even though the firm is not engaged on this matter"), required=False
    )

    def __init__(self, user, group: MatterGroup, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._group = user, group
        self.fields["matter"].widget.offers = _offers(self._engaged(), group)
        if group.suggestions:
            self.fields["matter"].initial = group.suggestions[0].number
        numbers = [(each, each) for each in (group.client_matter_id, group.law_firm_matter_id) if each]
        self.fields["remember"].choices = numbers
        self.fields["remember"].initial = numbers[0][0] if numbers else None
        if not self.is_bound or not self._is_elsewhere():
            del self.fields["not_engaged"]

    def clean_matter(self) -> Matter:
        """A matter this person may see, by its number."""
        return matter_named(self._user, self.cleaned_data["matter"])

    def clean(self) -> dict[str, Any]:
        """A firm that is not engaged on the matter is mapped to it only on purpose."""
        data = super().clean()
        if "not_engaged" in self.fields and not data.get("not_engaged") and data.get("matter"):
            message = _("%(firm)s is not engaged on %(matter)s. Engage it first, or tick the box.")
            facts = {"firm": self._group.firm, "matter": data["matter"].number}
            self.add_error("not_engaged", message % facts)
        return data

    def _engaged(self) -> Iterable[Matter]:
        return matters_with(self._user, self._group.firm)

    def _is_elsewhere(self) -> bool:
        number = (self.data.get("matter") or "").strip().split(" ")[0]
        engaged = self._group.firm.engagements.filter(matter__number__iexact=number)
        return bool(number) and not engaged.exists()


class MapPersonForm(forms.Form):
    """Which known person an id means."""

    timekeeper = forms.ModelChoiceField(Timekeeper.objects.none(), label=_("Timekeeper"))

    def __init__(self, group: PersonGroup, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["timekeeper"]
        people.queryset = group.firm.timekeepers.order_by("last_name", "first_name", "pk")
        people.label_from_instance = lambda person: f"{person} ({person.code})"
        people.initial = group.suggestions[0].pk if group.suggestions else None


class AddPersonForm(forms.Form):
    """A person the department does not know yet, as billed."""

    last_name = forms.CharField(label=_("Last name"), max_length=60)
    first_name = forms.CharField(label=_("First name"), max_length=60, required=False)
    classification = forms.ModelChoiceField(
        TimekeeperClass.objects.none(), label=_("Class"), empty_label=None
    )
    status = forms.ChoiceField(
        label=_("Time of this person"),
        choices=[
            (TimekeeperStatus.PENDING, _("awaits approval; the rules report each line")),
            (TimekeeperStatus.APPROVED, _("is accepted")),
        ],
        widget=forms.RadioSelect,
        initial=TimekeeperStatus.PENDING,
    )
    rate = TypedDecimal(
        label=_("Agreed rate per hour"),
        max_digits=12,
        decimal_places=4,
        min_value=Decimal("0.01"),
        required=False,
        help_text=_("Empty: none is agreed yet, and the rules report each line."),
    )
    currency = forms.CharField(
        label=_("Currency of the rate"), max_length=3, validators=[currency_code], required=False
    )
    rate_from = forms.DateField(
        label=_("Rate agreed from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, group: PersonGroup, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last, first = names_of(group.name)
        self.fields["last_name"].initial, self.fields["first_name"].initial = last[:60], first[:60]
        self.fields["classification"].queryset = TimekeeperClass.objects.all()
        self.fields["classification"].initial = group.classification
        self.fields["currency"].initial = group.firm.currency
        self.fields["rate_from"].initial = group.first_worked

    def clean(self) -> dict[str, Any]:
        """A rate holds from a day on, and is agreed only with a person who is accepted."""
        data = super().clean()
        if data.get("rate") is not None and not data.get("rate_from"):
            self.add_error("rate_from", _("Say from which day the rate is agreed."))
        if data.get("rate") is not None and not data.get("currency"):
            self.add_error("currency", _("Say in which currency the rate is agreed."))
        if data.get("rate") is not None and data.get("status") == TimekeeperStatus.PENDING:
            self.add_error("rate", _("Accept the person first, or leave the rate empty."))
        return data


class CorrectNumberForm(forms.Form):
    """Which matter the number means after all; the firm has to be engaged on it."""

    matter = forms.CharField(
        label=_("Matter"),
        widget=OfferedInput,
        help_text=_("Its number. The firm's matters are offered while you type."),
    )

    def __init__(self, user, firm: Firm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._firm = user, firm
        offered = matters_with(user, firm)
        self.fields["matter"].widget.offers = [(each.number, each.name) for each in offered]

    def clean_matter(self) -> Matter:
        """A matter this person may see and the firm works on."""
        matter = matter_named(self._user, self.cleaned_data["matter"])
        if not matter.engagements.filter(firm=self._firm).exists():
            message = _("%(firm)s is not engaged on %(matter)s. Engage it first.")
            raise ValidationError(message, params={"firm": self._firm, "matter": matter.number})
        return matter


class CorrectPersonForm(forms.Form):
    """Whose id it is after all."""

    timekeeper = forms.ModelChoiceField(Timekeeper.objects.none(), label=_("Timekeeper"))

    def __init__(self, firm: Firm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["timekeeper"]
        people.queryset = firm.timekeepers.order_by("last_name", "first_name", "pk")
        people.label_from_instance = lambda person: f"{person} ({person.code})"


class RejectForm(forms.Form):
    """Why the invoice goes back; the firm reads it."""

    reason = forms.CharField(
        label=_("Reason, as the firm reads it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000
    )


def matter_named(user, typed: str) -> Matter:
    """The matter of a number as typed or offered. Raises ValidationError where this person sees none."""
    number = typed.strip().split(" ")[0]
    matter = Matter.objects.visible_to(user).filter(number__iexact=number).first()
    if matter is None:
        raise ValidationError(_("There is no matter %(number)s."), params={"number": number})
    return matter


def matters_with(user, firm: Firm) -> Iterable[Matter]:
    """The newest matters this person sees on which the firm is or was engaged."""
    mine = Matter.objects.visible_to(user).filter(engagements__firm=firm)
    return mine.distinct().order_by("-opened_on")[:_OFFERED]


def _offers(engaged: Iterable[Matter], group: MatterGroup) -> list[tuple[str, str]]:
    first = [(each.number, each.name) for each in group.suggestions]
    return list(dict.fromkeys([*first, *((each.number, each.name) for each in engaged)]))
