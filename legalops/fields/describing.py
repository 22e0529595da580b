"""Forms of the field dictionary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team, User
from legalops.fields.models import Classification, FieldEntry


class DescribeForm(forms.Form):
    """Who answers for a field, what it means, why it is asked."""

    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_system=False, firm_membership=None).order_by("full_name"),
        label=_("Owner"), required=False, empty_label=_("Nobody"),
        help_text=_("The person who answers for the field."),
    )  # fmt: skip
    owner_team = forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Or a team"), required=False, empty_label=_("None")
    )
    meaning = forms.CharField(
        label=_("Definition"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What exactly counts, for whoever reads the numbers."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why we ask"), required=False, max_length=300,
        help_text=_("What the answer is used for; people fill in what they understand."),
    )  # fmt: skip

    classification = forms.ChoiceField(
        label=_("Classification"), required=False,
        choices=[("", _("Not classified")), *Classification.choices],
        help_text=_("How freely what it holds may be told."),
    )  # fmt: skip

    def __init__(self, entry: FieldEntry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(entry, name) for name in ("meaning", "why", "classification")}
        self.initial |= {"owner": entry.owner_id, "owner_team": entry.owner_team_id}


class RetireForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
