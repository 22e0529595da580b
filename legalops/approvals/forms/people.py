"""Forms that name a person: instead, in addition, or while one is away."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals import registry
from legalops.approvals.selectors.colleagues import colleagues
from legalops.kernel import clock
from legalops.web.typed import TypedDecimal


class PersonForm(forms.Form):
    """A person and why."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, without: Collection[int | None] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues(without).order_by("full_name", "pk")


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


class AwayForm(forms.Form):
    """From when to when, and who decides meanwhile; without anybody it is an absence."""

    starts = _day(_("From"), initial=clock.today)
    until = _day(_("Until (included)"), required=False, help_text=_("Empty means until further notice."))
    stand_in = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who decides for you"),
        required=False,
        empty_label=_("Nobody: others are asked where a policy leaves the choice"),
    )
    with_authority = forms.BooleanField(
        label=_("Up to my own limit"),
        required=False,
        initial=True,
        help_text=_("Otherwise up to the limit of the person who decides."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means everything."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues([person.pk]).order_by("full_name", "pk")
        self.fields["kinds"].choices = [(each.record_type, each.type.plural) for each in registry.known()]


class SimulationForm(forms.Form):
    """A record, real or made up, an amount, and who would ask."""

    kind = forms.ChoiceField(label=_("Kind of record"))
    reference = forms.CharField(
        label=_("Record"), max_length=60, help_text=_("Its number; for an invoice also the matter's number.")
    )
    amount = TypedDecimal(
        label=_("Amount in base currency"),
        required=False,
        max_digits=18,
        decimal_places=2,
        help_text=_("Empty means the record's own."),
    )
    asker = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Asked by"),
        required=False,
        empty_label=_("Somebody else than all these"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.record_type, each.type.label) for each in registry.known()]
        self.fields["asker"].queryset = colleagues().order_by("full_name", "pk")
