"""Walls and break-glass."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from legalops.accounts.models import User
from matters.forms.matter import DateField
from matters.models import Matter
from matters.selectors.people import unscreened
from matters.services.glass import HOURS


class WallForm(forms.Form):
    """Whom to screen off, why, and until when."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("People to screen off"),
        help_text=_("From then on the matter does not exist for them: no page, list, search, sum or export."),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    expires_on = DateField(
        label=_("Stands until"),
        required=False,
        help_text=_("It is lifted by itself on this day. Left empty, it stands until someone lifts it."),
    )

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = unscreened(matter).exclude(pk=matter.lead_id)


class WallEndForm(forms.Form):
    """Another last day, and why."""

    expires_on = DateField(
        label=_("Stands until"), required=False, help_text=_("Left empty, it stands until someone lifts it.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class GlassForm(forms.Form):
    """Which matter, why, and for how long."""

    number = forms.CharField(label=_("Matter number"), max_length=20)
    reason = forms.CharField(
        label=_("Why you have to read it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    hours = forms.TypedChoiceField(
        label=_("For"),
        choices=lambda: [(hours, ngettext("%d hour", "%d hours", hours) % hours) for hours in HOURS],
        coerce=int,
        initial=4,
    )
