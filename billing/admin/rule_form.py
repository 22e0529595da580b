"""The form of a review rule: its fields come from the parameters that the rule declares."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from billing import review
from billing.models import ReviewRule
from billing.review import Parameter, ParameterError
from billing.review.rule import Rule
from billing.services.rules import PARAMETER_FIELD


def parameter_fields(rule: ReviewRule) -> dict[str, forms.Field]:
    """A form field for every parameter of the rule, by field name."""
    return {
        f"{PARAMETER_FIELD}{parameter.name}": _field(parameter, rule.parameters.get(parameter.name))
        for parameter in review.rule(rule.code).parameters
    }


class RuleForm(forms.ModelForm):
    """Outcomes and figures are those of the rule; what the engine could not work with is refused here."""

    class Meta:
        model = ReviewRule
        fields = ("name", "enabled", "outcome", "matter_types", "firms", "message", "clause")
        widgets = {
            "matter_types": UnfoldAdminCheckboxSelectMultipleWidget(),
            "firms": UnfoldAdminSelectMultipleWidget(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._offer_only_what_the_rule_knows()

    @staticmethod
    def card(rule: ReviewRule) -> Rule:
        """What the rule declares about itself."""
        return review.rule(rule.code)

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters as typed."""
        return {
            parameter.name: self.cleaned_data[f"{PARAMETER_FIELD}{parameter.name}"]
            for parameter in self.card(self.instance).parameters
        }

    def clean(self) -> dict[str, Any]:
        """Every parameter and the message, each problem beside its field."""
        data = super().clean()
        for parameter in self.card(self.instance).parameters:
            self._check(f"{PARAMETER_FIELD}{parameter.name}", parameter.clean)
        self._check("message", lambda text: review.validate_message(self.instance.code, text))
        return data

    def _check(self, name: str, clean: Any) -> None:
        if name not in self.cleaned_data:
            return
        try:
            clean(self.cleaned_data[name])
        except ParameterError as error:
            self.add_error(name, f"{error.parameter}: {error.problem} {error.mend}")

    def _offer_only_what_the_rule_knows(self) -> None:
        card = self.card(self.instance)
        if "outcome" in self.fields:
            self.fields["outcome"].choices = [
                choice for choice in self.fields["outcome"].choices if choice[0] in card.outcomes
            ]
        if "message" in self.fields:
            figures = ", ".join(f"{{{fact.name}}} ({fact.help})" for fact in card.facts)
            self.fields["message"].help_text = _("Figures you can use: %s.") % figures


def _field(parameter: Parameter, value: Any) -> forms.Field:
    common: dict[str, Any] = {
        "label": f"{parameter.label} ({parameter.unit})" if parameter.unit else parameter.label,
        "help_text": parameter.help,
        "required": False,
    }
    value = parameter.default if value is None else value
    if parameter.kind == "choice":
        widget = UnfoldAdminSelectWidget()
        return forms.ChoiceField(choices=parameter.choices, initial=value, widget=widget, **common)
    if parameter.kind == "list":
        common["help_text"] = _("%s One entry a line.") % parameter.help
        text = "\n".join(value)
        return forms.CharField(initial=text, widget=UnfoldAdminTextareaWidget(), **common)
    return forms.CharField(initial=str(value), widget=UnfoldAdminTextInputWidget(), **common)
