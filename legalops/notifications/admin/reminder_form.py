"""The form of a reminder rule: what can be named is offered, what cannot work is refused beside its field."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from legalops.access.models import Role
from legalops.accounts.models import User
from legalops.kernel import records
from legalops.kernel.errors import DomainError
from legalops.notifications.models import ReminderRule
from legalops.notifications.services.reminding.checking import check
from legalops.notifications.services.reminding.fields import date_fields, people_fields, placeholders
from legalops.web.conditions import ConditionsField

_DATE = "date_of"
_WHERE = {"record_type": _DATE, "date_field": _DATE}


class ReminderRuleForm(forms.ModelForm):
    """One list names every date of every record; people are fields of the record, roles, or persons."""

    date_of = forms.ChoiceField(
        label=gettext_lazy("Date"),
        widget=UnfoldAdminSelectWidget(),
        help_text=gettext_lazy("After choosing one of another record, save once to see its fields."),
    )
    ladder = SimpleArrayField(
        forms.IntegerField(),
        label=gettext_lazy("Days before"),
        widget=UnfoldAdminTextInputWidget(),
        help_text=ReminderRule._meta.get_field("ladder").help_text,
    )
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("To"), widget=UnfoldAdminSelect2MultipleWidget()
    )
    escalate_to = forms.MultipleChoiceField(
        label=gettext_lazy("Escalated to"), required=False, widget=UnfoldAdminSelect2MultipleWidget()
    )
    conditions = ConditionsField(
        label=gettext_lazy("Only when"),
        console=True,
        help_text=gettext_lazy(
            "None: for every record. A finished record is left alone only if a condition says so."
        ),
    )

    class Meta:
        model = ReminderRule
        fields = (
            *("name", "is_active", "conditions", "ladder", "off_weekends", "at", "recipients"),
            *("escalate_after", "escalate_to", "title", "body"),
        )
        labels = {"off_weekends": gettext_lazy("Only on business days")}
        help_texts = {
            "off_weekends": gettext_lazy(
                "By the default calendar, holidays and closures included: sent on the business day before; "
                "what looks back on the date, on the next one."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(_people())
        self.fields["recipients"].choices = self.fields["escalate_to"].choices = people
        self.fields[_DATE].choices = list(_dates())
        if self.instance.pk:
            self.fields[_DATE].initial = f"{self.instance.record_type}:{self.instance.date_field}"
        self.fields["conditions"].record_type = self._record_type()
        self.fields["title"].help_text = _placeholders_help()

    def _record_type(self) -> str:
        """The record whose fields are offered: of the date as posted, as stored, or the first."""
        known = [code for code, _label in self.fields[_DATE].choices]
        posted = self.data.get(self.add_prefix(_DATE)) if self.is_bound else None
        stored = f"{self.instance.record_type}:{self.instance.date_field}"
        chosen = next((code for code in (posted, stored, *known) if code in known), "")
        return chosen.partition(":")[0]

    def clean(self) -> dict[str, Any]:
        """Everything that the service would refuse, beside its field."""
        data = super().clean() or self.cleaned_data
        data["record_type"], _colon, data["date_field"] = data.get(_DATE, "").partition(":")
        if self.errors:
            return data
        rule = ReminderRule(**{name: value for name, value in data.items() if name != _DATE})
        try:
            check(rule)
        except DomainError as refusal:
            name = _WHERE.get(refusal.field or "", refusal.field)
            self.add_error(name if name in self.fields else None, refusal.message)
        return data


def _dates() -> Iterator[tuple[str, str]]:
    for each in records.known():
        for code, field in date_fields(each.code).items():
            yield f"{each.code}:{code}", f"{each.label}: {field.label}"


def _people() -> Iterator[tuple[str, str]]:
    of_fields: dict[str, str] = {}
    for each in records.known():
        for code, field in people_fields(each.code).items():
            of_fields.setdefault(f"field:{code}", _("%s (of the record)") % field.label)
    yield from of_fields.items()
    for code, name in Role.objects.values_list("code", "name"):
        yield f"role:{code}", _("Everybody with the role %s") % name
    for pk, name in User.objects.filter(is_active=True, is_system=False).values_list("pk", "full_name"):
        yield f"person:{pk}", name


def _placeholders_help() -> str:
    offered = [
        f"{each.label}: {', '.join(f'{{{name}}}' for name in placeholders(each.code))}"
        for each in records.known()
        if date_fields(each.code)
    ]
    return _("You can use, by record: %s") % "; ".join(offered)
