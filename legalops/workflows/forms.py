"""Forms of tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.approvals.selectors.colleagues import colleagues
from legalops.calendars.arithmetic import WorkingTime
from legalops.kernel import clock
from legalops.workflows.enums import Priority
from legalops.workflows.models import Task
from legalops.workflows.selectors.tasks import hours_of, people_who_see

_FURTHEST = 500


class SeesField(forms.ModelChoiceField):
    """Somebody who sees the record, or nobody; for others it says why not."""

    def __init__(self) -> None:
        super().__init__(User.objects.none(), label=_("For"), required=False, empty_label=_("Nobody yet"))

    def to_python(self, value: Any) -> User | None:
        """The person. Raises ValidationError naming a colleague who does not see the record."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            person = colleagues().filter(pk=value).first() if str(value).isdecimal() else None
            if person is None:
                raise
            message = _t("%s does not see this record. Choose somebody who does.")
            raise forms.ValidationError(message % person) from None


class ReassignForm(forms.Form):
    """Who gets the task."""

    person = SeesField()

    def __init__(self, record: Any, task: Task, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_who_see(record)
        self.fields["person"].initial = task.assignee_id


class TaskForm(forms.Form):
    """What is to be done, by whom, until when: a day, or so many business days of the record's calendar."""

    title = forms.CharField(label=_("Task"), max_length=200)
    person = SeesField()
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due_days = forms.IntegerField(
        label=_("Or in business days from today"), required=False, min_value=0, max_value=_FURTHEST
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority, coerce=int, initial=Priority.NORMAL, required=False,
        empty_value=Priority.NORMAL,
    )  # fmt: skip
    description = forms.CharField(
        label=_("Description"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, record: Any, *args: Any, task: Task | None = None, hours: WorkingTime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._hours, self._due_before = hours, task.due_on if task else None
        self.fields["person"].queryset = people_who_see(record)
        if task:
            names = ("title", "due_on", "priority", "description", "version")
            self.initial = {name: getattr(task, name) for name in names} | {"person": task.assignee_id}

    def clean(self) -> dict[str, Any]:
        """The due day, whichever way it was given."""
        data = super().clean() or self.cleaned_data
        days, day = data.get("due_days"), data.get("due_on")
        if days is not None and day is not None and day != self._due_before:
            self.add_error("due_days", _t("Give a day or a number of days, not both."))
        elif days is not None:
            data["due_on"] = self._hours.add_days(clock.today(), days)
        return data


class CancelForm(forms.Form):
    """Why the task need not be done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def task_form(record: Any, task: Task | None, run: Any, data: Any) -> TaskForm:
    """The form with the record's calendar."""
    return TaskForm(record, data, task=task, hours=hours_of(run))
