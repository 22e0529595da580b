"""Forms of policies and their steps: kinds and parts are chosen, conditions are read when they are saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from legalops.approvals import registry
from legalops.approvals.enums import StepMode, Who
from legalops.approvals.models import Policy, PolicyStep
from legalops.kernel import conditions, records


class PolicyForm(forms.ModelForm):
    """A policy; its conditions have to be readable for the kind of record."""

    record_type = forms.ChoiceField(label=_("Kind of record"), widget=UnfoldAdminSelectWidget())
    conditions = forms.JSONField(
        label=_("Conditions"),
        required=False,
        initial=list,
        widget=UnfoldAdminTextareaWidget({"rows": 6}),
        help_text=_(
            'A list such as [{"field": "amount", "operator": "above", "value": "250000"}]. All have to be '
            'met; {"any": [...]} needs one of several. An empty list always fits.'
        ),
    )

    class Meta:
        model = Policy
        fields = ("name", "code", "record_type", "position", "is_active", "conditions", "within_authority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "record_type" in self.fields:
            kinds = [(each.record_type, each.type.label) for each in registry.known()]
            self.fields["record_type"].choices = kinds
        self.initial["conditions"] = self.instance.conditions if self.instance.pk else []

    def clean(self) -> dict[str, Any]:
        """Every fault of the conditions, each with its place."""
        data = super().clean() or {}
        data["conditions"] = data.get("conditions") or []
        kind = data.get("record_type") or self.instance.record_type
        if kind and "conditions" not in self.errors:
            try:
                conditions.parse(data["conditions"], records.fields_of(kind))
            except conditions.ConditionFaults as faults:
                self.add_error("conditions", faults.faults)
        return data


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
