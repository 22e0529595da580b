"""Forms of tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals.selectors.colleagues import colleagues
from legalops.workflows.models import Task


class ReassignForm(forms.Form):
    """Who gets the task."""

    person = forms.ModelChoiceField(
        User.objects.none(), label=_("For"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues()
        self.fields["person"].initial = task.assignee_id
