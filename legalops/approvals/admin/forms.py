"""Forms of policies and their steps: kinds and parts are chosen, conditions built of the record's fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.approvals import registry
from legalops.approvals.enums import StepMode, Who
from legalops.approvals.models import Policy, PolicyStep
from legalops.web.conditions import ConditionsField


class PolicyForm(forms.ModelForm):
    """A policy; its conditions have to be readable for the kind of record."""

    record_type = forms.ChoiceField(
        label=_("Kind of record"),
        widget=UnfoldAdminSelectWidget(),
        help_text=_("After choosing another, save once to see its fields."),
    )
    conditions = ConditionsField(
        label=_("Conditions"), console=True, help_text=_("None: the policy always fits.")
    )

    class Meta:
        model = Policy
        fields = ("name", "code", "record_type", "position", "is_active", "conditions", "within_authority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.record_type, each.type.label) for each in registry.known()]
        if "record_type" in self.fields:
            self.fields["record_type"].choices = kinds
        if "conditions" in self.fields:
            self.fields["conditions"].record_type = self._kind([code for code, _label in kinds])

    def _kind(self, known: list[str]) -> str:
        """The kind whose fields are offered: as posted, as stored, or the first."""
        posted = self.data.get(self.add_prefix("record_type")) if self.is_bound else None
        wanted = (posted, self.instance.record_type, self.initial.get("record_type"), *known)
        return next((code for code in wanted if code in known), "")


class StepForm(forms.ModelForm):
    """A step; what its people are named by has to be given."""

    relation = forms.ChoiceField(
        label=_("Part in the record"), required=False, widget=UnfoldAdminSelectWidget()
    )
    otherwise = forms.ChoiceField(
        label=_("Otherwise"),
        required=False,
        widget=UnfoldAdminSelectWidget(),
        help_text=_("Who stands in, by their part in the record, for those who cannot be asked."),
    )

    class Meta:
        model = PolicyStep
        exclude = ()  # noqa: DJ006  (every field of a step is for the administrator)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [("", "—"), *((each.code, each.label) for each in registry.relations())]
        self.fields["relation"].choices = self.fields["otherwise"].choices = parts

    def clean(self) -> dict[str, Any]:
        """The one that belongs to the way in which the step names its people."""
        data = super().clean() or {}
        wanted = {
            Who.PEOPLE: "people",
            Who.ROLE: "role",
            Who.TEAM: "team",
            Who.RELATION: "relation",
        }.get(data.get("who"))
        if wanted and not data.get(wanted):
            self.add_error(wanted, _("Say who is asked."))
        if data.get("mode") == StepMode.N_OF and not data.get("needed"):
            self.add_error("needed", _("Say how many of them have to approve."))
        if data.get("who") == Who.AUTHORITY:
            data["mode"] = StepMode.ONE
        return data
