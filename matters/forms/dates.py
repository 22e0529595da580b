"""Key dates: entering, moving, finishing, chaining, and working out by a rule pack."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.files.models import File
from legalops.kernel import clock
from legalops.reference.models import Court
from matters.calendaring import Direction, Offset, Roll, Terms, Unit
from matters.enums import DateKind, RootCause
from matters.forms.matter import DateField
from matters.models import KeyDate, Matter, RulePackVersion
from matters.selectors.agenda import files_on
from matters.selectors.audience import viewers_of
from matters.selectors.rule_packs import calendar_choices

_SHOWN = (
    "name", "date", "time", "zone", "kind", "owner", "backup", "critical", "court", "jurisdiction",
    "source", "note",
)  # fmt: skip
_UNITS = {
    Unit.DAYS: _("days"),
    Unit.COURT_DAYS: _("court days"),
    Unit.BUSINESS_DAYS: _("business days"),
    Unit.WEEKS: _("weeks"),
    Unit.MONTHS: _("months"),
    Unit.YEARS: _("years"),
}
_ROLLS = {
    Roll.NONE: _("stays there"),
    Roll.FORWARD: _("moves to the next open day"),
    Roll.BACK: _("moves to the open day before"),
}


def _people(matter: Matter):
    return User.objects.filter(pk__in=[viewer.person.pk for viewer in viewers_of(matter)])


class KeyDateForm(forms.Form):
    """What, when, and whose it is; who stands in, how much hangs on it, where it is written."""

    name = forms.CharField(label=_("What"), max_length=120)
    date = DateField(label=_("Date"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DateKind.choices, initial=DateKind.DEADLINE)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), empty_label=None)
    backup = forms.ModelChoiceField(
        User.objects.none(), label=_("Backup"), required=False, empty_label=_("Nobody"),
        help_text=_("Is reminded too, and stands in."),
    )  # fmt: skip
    critical = forms.BooleanField(
        label=_("Critical"), required=False,
        help_text=_("A second person verifies it, and nobody calls it off alone."),
    )  # fmt: skip
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=50,
        help_text=_("Such as America/New_York; the organisation's when left empty."),
    )  # fmt: skip
    court = forms.ModelChoiceField(
        Court.objects.none(), label=_("Court"), required=False, empty_label=_("None")
    )
    jurisdiction = forms.CharField(label=_("Jurisdiction"), required=False, max_length=120)
    source = forms.ModelChoiceField(
        File.objects.none(), label=_("Source document"), required=False, empty_label=_("None"),
        help_text=_("The file of this matter in which the date stands."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, matter: Matter, *args: Any, key_date: KeyDate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = _people(matter)
        self.fields["owner"].queryset = people
        self.fields["owner"].initial = matter.lead_id
        self.fields["backup"].queryset = people
        self.fields["court"].queryset = Court.objects.all()
        self.fields["source"].queryset = files_on(matter)
        if key_date:
            self.initial = {name: getattr(key_date, name) for name in _SHOWN} | {"was": key_date.date}
            self.fields["was"] = DateField(required=False, widget=forms.HiddenInput)
            self.fields["reason"] = forms.CharField(
                label=_("Why it moves"), required=False, max_length=1000,
                help_text=_("Kept with the date for ever."),
            )  # fmt: skip

    def clean_zone(self) -> str:
        """A zone that exists."""
        zone = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it as Europe/Berlin."))
        return zone

    @property
    def more(self) -> dict[str, Any]:
        """What the services take beside name, date and owner."""
        return {name: self.cleaned_data[name] for name in _SHOWN if name not in ("name", "date", "owner")}


class FinishForm(forms.Form):
    """What shows that a date was kept; why it was late, when it was."""

    evidence = forms.CharField(
        label=_("What shows it"), max_length=1000, required=False,
        help_text=_("A filing receipt, a docket number, a letter."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, key_date: KeyDate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if key_date.date < clock.today() and key_date.kind != DateKind.EVENT:
            self.fields["root_cause"] = forms.ChoiceField(
                label=_("Why it was late"), required=False,
                choices=[("", _("It was done in time")), *RootCause.choices],
            )  # fmt: skip


class FollowForm(forms.Form):
    """By one's own rule: so much before or after another date of the matter."""

    amount = forms.IntegerField(label=_("How many"), min_value=0, max_value=4000)
    unit = forms.ChoiceField(label=_("Of what"), choices=list(_UNITS.items()))
    direction = forms.ChoiceField(
        label=_("Before or after"),
        choices=[(Direction.BEFORE, _("before")), (Direction.AFTER, _("after"))],
    )
    follows = forms.ModelChoiceField(KeyDate.objects.none(), label=_("Which date"))
    calendar = forms.ChoiceField(
        label=_("Whose open days"), required=False, help_text=_("Holidays of a court, or our own.")
    )
    roll = forms.ChoiceField(label=_("On a closed day it"), choices=list(_ROLLS.items()))
    citation = forms.CharField(
        label=_("By which rule"), required=False, max_length=200, help_text=_("An order, a rule, a contract.")
    )

    def __init__(self, key_date: KeyDate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = key_date.matter.key_dates.exclude(pk=key_date.pk)
        self.fields["follows"].queryset = others.order_by("date", "pk")
        self.fields["calendar"].choices = list(calendar_choices().items())
        if key_date.basis:
            kept = ("amount", "unit", "direction", "calendar", "roll", "citation")
            self.initial = {name: key_date.basis.get(name) for name in kept} | {
                "follows": key_date.follows_id
            }

    @property
    def terms(self) -> Terms:
        """The rule as typed."""
        given = self.cleaned_data
        offset = Offset(given["amount"], Unit(given["unit"]), Direction(given["direction"]))
        return Terms(offset, Roll(given["roll"]), given["citation"].strip())


class PackForm(forms.Form):
    """What happened, when, how it was served, and who keeps the dates."""

    trigger = forms.ChoiceField(label=_("What happened, or will"))
    on = DateField(label=_("On"))
    method = forms.ChoiceField(label=_("Served"), required=False)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"), empty_label=None)
    backup = forms.ModelChoiceField(
        User.objects.none(), label=_("Backup"), required=False, empty_label=_("Nobody")
    )

    def __init__(self, matter: Matter, version: RulePackVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = version.content
        self.fields["trigger"].choices = [(each.code, each.name) for each in content.triggers]
        methods = [(each.code, each.name) for each in content.methods]
        self.fields["method"].choices = [("", _("Not served, or nothing is added")), *methods]
        people = _people(matter)
        self.fields["owner"].queryset = people
        self.fields["owner"].initial = matter.lead_id
        self.fields["backup"].queryset = people
