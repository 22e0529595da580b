"""Forms of requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.accounts.models import User
from legalops.requests.models import Request, RequestType
from legalops.workflows.machine import Reason
from legalops.workflows.selectors.runs import Move

_LONGEST_NAME, _MOST_NAMES = 200, 30


class NamesField(forms.CharField):
    """Names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        """Names without empty lines. Raises ValidationError for one that is too long, and for too many."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > _LONGEST_NAME for name in names):
            raise forms.ValidationError(_("A name is longer than 200 characters. Write one name a line."))
        if len(names) > _MOST_NAMES:
            raise forms.ValidationError(_("Name at most 30 here; tell the rest in what you need."))
        return names


class AskForm(forms.Form):
    """What a requester tells: four fields, two of them needed."""

    title = forms.CharField(label=_("In a few words"), max_length=200)
    description = forms.CharField(
        label=_("What do you need"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    needed_by = forms.DateField(
        label=_("Needed by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty when nothing depends on a day."),
    )

    def __init__(self, request_type: RequestType, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].help_text = request_type.ask
        if request_type.asks_parties:
            self.fields["parties"] = NamesField(
                label=_("Who else is involved"),
                required=False,
                help_text=_("The other side, by full name: one company or person a line."),
            )


class MoveForm(forms.Form):
    """Why, where the workflow asks; the stage the person was looking at goes along."""

    seen_stage = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, move: Move, stage: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_stage"].initial = stage
        if move.asks_reason:
            self.fields["reason"] = _reason(move)


def _reason(move: Move) -> forms.Field:
    needed = move.transition.reason == Reason.REQUIRED
    if move.transition.reasons:
        choices = [(each, each) for each in move.transition.reasons]
        blank = [] if needed else [("", _("None"))]
        return forms.ChoiceField(label=_("Reason"), choices=[*blank, *choices], required=needed)
    return forms.CharField(
        label=_("Reason or message"),
        required=needed,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone who sees the request can read it, the requester too."),
    )


class AssignForm(forms.Form):
    """Who gets it; nobody puts it back into the queue."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Assignee"), required=False, empty_label=_("Nobody: back to the queue")
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = User.objects.filter(
            is_active=True, role_assignments__role__capabilities__contains=[can.REQUESTS_WORK]
        )
        people = workers.exclude(pk=request.requester_id).distinct().order_by("full_name")
        self.fields["person"].queryset = people
        self.fields["person"].initial = request.assignee_id
