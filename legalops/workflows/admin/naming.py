"""Forms of rows that name somebody, whatever record the row will be used for."""

from typing import Any, ClassVar

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from legalops.workflows import registry
from legalops.workflows.selectors.vocabulary import who_of


class NamesSomebody(forms.ModelForm):
    """Its `who` is chosen from people by what they are to any kind of record, and roles."""

    who_label: ClassVar[Any] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, str] = {}
        for code in registry.hosts():
            choices |= who_of(code)
        self.fields["who"] = forms.ChoiceField(
            label=self.who_label, choices=choices.items(), initial="is:assignee",
            widget=UnfoldAdminSelectWidget(),
        )  # fmt: skip
