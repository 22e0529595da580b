"""Forms of access governance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.access import explaining
from legalops.access.models import Role
from legalops.accounts.models import Team, User
from legalops.governance.open_work import kinds
from legalops.governance.services.view_as import MINUTES


class AccessForm(forms.Form):
    """Roles and teams of a person."""

    roles = forms.ModelMultipleChoiceField(
        Role.objects.all(), label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(), label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple
    )
    confirm = forms.BooleanField(label=_("I mean to give up administration myself"), required=False)

    def __init__(self, person: User, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "roles": [one.role_id for one in person.role_assignments.all()],
            "teams": list(person.teams.values_list("pk", flat=True)),
        }
        if not asks:
            del self.fields["confirm"]


class InviteForm(forms.Form):
    """A new person."""

    email = forms.EmailField(label=_("E-mail address"))
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    job_title = forms.CharField(label=_("Job title"), max_length=100, required=False)
    roles = forms.ModelMultipleChoiceField(
        Role.objects.of_department(),
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teams = forms.ModelMultipleChoiceField(
        Team.objects.all(), label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple
    )


class LeaverForm(forms.Form):
    """One successor for each kind of open work."""

    def __init__(self, person: User, waiting: dict[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, is_system=False).exclude(pk=person.pk)
        same_side = people.filter(firm_membership__isnull=not hasattr(person, "firm_membership"))
        for work in kinds():
            if waiting.get(work.kind):
                self.fields[work.kind] = forms.ModelChoiceField(
                    same_side.order_by("full_name"),
                    label=work.label,
                    required=work.successor_needed,
                    empty_label=_("Choose a person") if work.successor_needed else _("Nobody: give it up"),
                    help_text=work.hint,
                )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    @property
    def successors(self) -> dict[str, User | None]:
        """Successor by kind."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class WhyForm(forms.Form):
    """A person and a record."""

    person = forms.ModelChoiceField(
        User.objects.filter(is_system=False).order_by("full_name"),
        label=_("Person"),
        empty_label=_("Choose a person"),
    )
    kind = forms.ChoiceField(label=_("Kind"))
    record = forms.CharField(label=_("Record"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = explaining.explainers().values()
        self.fields["kind"].choices = [(one.code, one.label) for one in known]
        self.fields["record"].help_text = next((one.hint for one in known), "")


class ViewAsForm(forms.Form):
    """Whom, why and how long."""

    person = forms.ModelChoiceField(
        User.objects.filter(is_system=False, is_active=True).order_by("full_name"),
        label=_("Person"),
        empty_label=_("Choose a person"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    minutes = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[(each, _("%d minutes") % each) for each in MINUTES],
        coerce=int,
        initial=MINUTES[0],
    )


class ReasonForm(forms.Form):
    """A reason, kept in the ledger."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
