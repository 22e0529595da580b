"""The form of a custom field: what can be named is offered, what cannot work is refused beside its field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
)

from legalops.access.models import Role
from legalops.fields.models import FieldDefinition
from legalops.fields.registry import host_of, hosts, sub_types_of
from legalops.fields.services.checking import check
from legalops.kernel import records
from legalops.web.conditions import ConditionsField

_LISTS = ("sub_types", "see_roles", "edit_roles")
_CONDITIONS = ("shown_when", "required_when")


class DefinitionForm(forms.ModelForm):
    """Everything about a field; its conditions and types are those of the record chosen first."""

    record_type = forms.ChoiceField(label=gettext_lazy("Record"), widget=UnfoldAdminSelectWidget())
    owner_role = forms.ChoiceField(
        label=gettext_lazy("Or a role that owns it"), required=False, widget=UnfoldAdminSelectWidget()
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Links to"), required=False, widget=UnfoldAdminSelectWidget()
    )
    required_from = forms.ChoiceField(
        label=gettext_lazy("Required from the stage"), required=False, widget=UnfoldAdminSelectWidget(),
        help_text=FieldDefinition._meta.get_field("required_from").help_text,
    )  # fmt: skip
    sub_types = forms.MultipleChoiceField(
        label=gettext_lazy("Only for"), required=False, widget=UnfoldAdminSelect2MultipleWidget(),
        help_text=FieldDefinition._meta.get_field("sub_types").help_text,
    )  # fmt: skip
    see_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Seen by"), required=False, widget=UnfoldAdminSelect2MultipleWidget(),
        help_text=FieldDefinition._meta.get_field("see_roles").help_text,
    )  # fmt: skip
    edit_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Filled in by"), required=False, widget=UnfoldAdminSelect2MultipleWidget(),
        help_text=FieldDefinition._meta.get_field("edit_roles").help_text,
    )  # fmt: skip
    shown_when = ConditionsField(label=gettext_lazy("Shown when"), console=True)
    required_when = ConditionsField(label=gettext_lazy("Required when"), console=True)

    class Meta:
        model = FieldDefinition
        exclude = ("retired_at",)  # noqa: DJ006  (all else is for the administrator)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self._record_type()
        self.fields["record_type"].choices = [
            (each.record_type, str(records.find(each.record_type).label)) for each in hosts()
        ]
        roles = list(Role.objects.values_list("code", "name"))
        self.fields["owner_role"].choices = [("", "---------"), *roles]
        self.fields["see_roles"].choices = self.fields["edit_roles"].choices = roles
        self.fields["sub_types"].choices = sub_types_of(kind)
        self.fields["required_from"].choices = [("", "---------"), *host_of(kind).stages()]
        targets = [(each.code, str(each.label)) for each in records.known()]
        self.fields["target"].choices = [("", "---------"), *targets]
        for name in _CONDITIONS:
            self.fields[name].record_type = kind

    def _record_type(self) -> str:
        """What was chosen, else what is stored, else the first."""
        known = [each.record_type for each in hosts()]
        asked = self.data.get("record_type") or self.instance.record_type or self.initial.get("record_type")
        return asked if asked in known else known[0]

    def _post_clean(self) -> None:
        """The model's own rules, then what only the product knows, each beside its field."""
        super()._post_clean()
        if self.errors:
            return
        try:
            check(self.instance)
        except ValidationError as refusal:
            for name, words in refusal.message_dict.items():
                self.add_error(name if name in self.fields else None, words)


class ChoiceRows(forms.BaseInlineFormSet):
    """Choices of a field; a field of choices needs at least one."""

    def clean(self) -> None:
        """Refuse a choice field that offers nothing."""
        super().clean()
        kept = [
            form for form in self.forms
            if form.cleaned_data.get("code") and not form.cleaned_data.get("is_retired")
        ]  # fmt: skip
        if self.instance.kind in ("choice", "choices") and not kept:
            raise ValidationError(_("Give at least one choice."))
