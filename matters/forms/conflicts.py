"""Deciding hits, concluding checks, waivers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.files.models import File
from matters.enums import HitDecision, WaiverState
from matters.forms.matter import DateField
from matters.models import ConflictHit, ConflictWaiver

_DECISIONS = [each for each in HitDecision.choices if each[0] != HitDecision.PENDING]
_ANSWERS = [each for each in WaiverState.choices if each[0] != WaiverState.REQUESTED]


class DecideForm(forms.Form):
    """What a hit is, and why."""

    decision = forms.ChoiceField(label=_("Decision"), choices=_DECISIONS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, hit: ConflictHit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = "" if hit.decision == HitDecision.PENDING else hit.decision
        self.initial = {"decision": held or HitDecision.NONE, "reason": hit.reason}


class ConcludeForm(forms.Form):
    """A sentence for the certificate."""

    conclusion = forms.CharField(
        label=_("Conclusion"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WaiverForm(forms.Form):
    """Whom was asked to waive, and for what."""

    asked_of = forms.CharField(label=_("Asked of"), max_length=200)
    scope = forms.CharField(
        label=_("Scope"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they agree to, and what stays excluded."),
    )
    requested_on = DateField(label=_("Requested on"), required=False, help_text=_("Today when left empty."))


class AnswerWaiverForm(forms.Form):
    """What they answered, until when it holds, and the letter."""

    state = forms.ChoiceField(label=_("Answer"), choices=_ANSWERS)
    answered_on = DateField(label=_("Answered on"), required=False, help_text=_("Today when left empty."))
    expires_on = DateField(
        label=_("Ends on"), required=False, help_text=_("Its owner is reminded before. Empty: it has no end.")
    )
    scope = forms.CharField(
        label=_("Scope"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    letter = forms.ModelChoiceField(
        File.objects.none(),
        label=_("Letter"),
        required=False,
        empty_label=_("None"),
        help_text=_("One of the matter's files."),
    )

    def __init__(self, waiver: ConflictWaiver, *args: Any, files: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].queryset = files
        self.initial = {
            "answered_on": waiver.answered_on,
            "expires_on": waiver.expires_on,
            "scope": waiver.scope,
            "letter": waiver.letter_id,
        }
