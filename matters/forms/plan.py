"""Forms of a matter's plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.kernel import clock
from matters.enums import BlockKind, LinkKind, PlanTaskKind, SlipReason
from matters.forms.matter import DateField
from matters.models import Matter, PlanDependency, PlanTask, PlanTemplateVersion
from matters.selectors.audience import viewers_of
from matters.selectors.phases import phases_of
from matters.selectors.plans import PlanSheet
from matters.services.planning import Move, Wait


def people_on(matter: Matter) -> Any:
    """Those who see the matter."""
    seeing = [viewer.person.pk for viewer in viewers_of(matter)]
    return User.objects.filter(pk__in=seeing).order_by("full_name")


class PlanForm(forms.Form):
    """When the plan begins."""

    starts_on = DateField(label=_("Begins on"))

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = max(matter.opened_on, clock.today())


class FromTemplateForm(PlanForm):
    """Which template, and when it begins. `seen` is what the person was shown before they confirmed."""

    template = forms.TypedChoiceField(label=_("Template"), coerce=int)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["template", "starts_on"]

    def __init__(self, matter: Matter, versions: list[PlanTemplateVersion], *args: Any) -> None:
        super().__init__(matter, *args)
        words = _t("%(name)s, version %(number)s")
        self.fields["template"].choices = [
            (each.pk, words % {"name": each.template.name, "number": each.number}) for each in versions
        ]

    @property
    def signature(self) -> str:
        """What was asked for, to know whether its preview was shown."""
        return f"{self.cleaned_data['template']}/{self.cleaned_data['starts_on']}"


class PlanTaskForm(forms.Form):
    """What is to be done, in which phase, by whom, and how much work it is."""

    title = forms.CharField(label=_("What"), max_length=200)
    phase = forms.ChoiceField(label=_("Phase"))
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody yet")
    )
    effort_hours = forms.DecimalField(
        label=_("Effort in hours"), required=False, min_value=0, max_digits=8, decimal_places=2
    )
    code = forms.CharField(label=_("UTBMS task code"), required=False, max_length=10)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, matter: Matter, phases: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_on(matter)
        self.fields["phase"].choices = phases


class NewPlanTaskForm(PlanTaskForm):
    """A new one also says whether it is a milestone, how long it takes and what it waits for."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PlanTaskKind.choices, initial=PlanTaskKind.TASK)
    days = forms.IntegerField(
        label=_("Working days"), required=False, min_value=1, max_value=1000, initial=5,
        help_text=_("A milestone takes none."),
    )  # fmt: skip
    waits_for = forms.TypedMultipleChoiceField(
        label=_("Starts once these have finished"),
        required=False,
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    not_before = DateField(label=_("Not before"), required=False)
    fixed = forms.BooleanField(
        label=_("That day is fixed"),
        required=False,
        help_text=_("Such as a hearing: it stays there whatever comes before it."),
    )
    field_order = [
        "title", "kind", "phase", "owner", "days", "effort_hours", "waits_for", "not_before", "fixed",
        "code", "description",
    ]  # fmt: skip

    def __init__(
        self, matter: Matter, phases: list[tuple[str, str]], sheet: PlanSheet, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(matter, phases, *args, **kwargs)
        open_ = [row for row in sheet.rows if row.task.cancelled_at is None]
        self.fields["waits_for"].choices = [(row.pk, f"{row.phase.code} · {row.title}") for row in open_]

    def clean(self) -> dict[str, Any]:
        """A fixed day is a day."""
        data = super().clean() or self.cleaned_data
        if data.get("fixed") and not data.get("not_before"):
            self.add_error("not_before", _t("Say which day is fixed."))
        return data


class MoveForm(forms.Form):
    """Where a task is to stand, and why. `seen` is what the person was shown before they confirmed."""

    to = DateField(label=_("First day"))
    days = forms.IntegerField(label=_("Working days"), required=False, min_value=1, max_value=1000)
    fixed = forms.BooleanField(
        label=_("That day is fixed"),
        required=False,
        help_text=_("It stays there whatever comes before it."),
    )
    reason = forms.ChoiceField(label=_("Why"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: PlanTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._milestone = row.is_milestone
        self.fields["reason"].choices = [("", _t("Choose a reason")), *_by_hand()]
        if row.is_milestone:
            del self.fields["days"]
            self.fields["to"].label = _t("Day")

    @property
    def move(self) -> Move:
        """The move that was asked for."""
        data = self.cleaned_data
        return Move(data["to"], data.get("days"), data["fixed"])

    @property
    def signature(self) -> str:
        """What was asked for, to know whether its preview was shown."""
        data = self.cleaned_data
        return f"{data['to']}/{data.get('days') or ''}/{int(data['fixed'])}/{data.get('version') or ''}"


def _by_hand() -> list[tuple[str, str]]:
    return [choice for choice in SlipReason.choices if choice[0] != SlipReason.EARLIER]


class WaitsForm(forms.Form):
    """What a task waits for: a row per dependency, a few empty ones below."""

    _SPARE = 2

    def __init__(self, row: PlanTask, sheet: PlanSheet, links: list[PlanDependency], *args: Any) -> None:
        super().__init__(*args)
        others = [each for each in sheet.rows if each.pk != row.pk and each.task.cancelled_at is None]
        choices = [("", "-"), *((each.pk, f"{each.phase.code} · {each.title}") for each in others)]
        self._places = range(len(links) + self._SPARE)
        for at in self._places:
            link = links[at] if at < len(links) else None
            self.fields[f"before_{at}"] = forms.TypedChoiceField(
                label=_t("Waits for"), choices=choices, required=False, coerce=int, empty_value=None,
                initial=link.before_id if link else "",
            )  # fmt: skip
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=_t("It"), choices=LinkKind.choices, initial=link.kind if link else LinkKind.FINISH_START
            )
            self.fields[f"lag_{at}"] = forms.IntegerField(
                label=_t("Lag in working days"), required=False, min_value=-365, max_value=365,
                initial=link.lag_days if link else 0,
            )  # fmt: skip

    @property
    def waits(self) -> list[Wait]:
        """What was chosen."""
        data = self.cleaned_data
        return [
            Wait(data[f"before_{at}"], data[f"kind_{at}"], data[f"lag_{at}"] or 0)
            for at in self._places
            if data.get(f"before_{at}")
        ]


class BlockForm(forms.Form):
    """Who it waits for, since when, what is missing."""

    kind = forms.ChoiceField(label=_("Blocked by"), choices=BlockKind.choices)
    note = forms.CharField(label=_("What is missing"), required=False, max_length=500)
    since = DateField(label=_("Since"), required=False, help_text=_("Today when left empty."))
    chase_every_days = forms.IntegerField(
        label=_("Remind me to chase every so many working days"),
        required=False,
        min_value=1,
        max_value=60,
        initial=3,
    )


class UnblockForm(forms.Form):
    """How it was resolved."""

    resolution = forms.CharField(label=_("How it was resolved"), required=False, max_length=500)


class AcknowledgeForm(forms.Form):
    """What is done about an escalation."""

    action = forms.CharField(label=_("What is done about it"), required=False, max_length=500)


class BaselineForm(forms.Form):
    """A name and why."""

    name = forms.CharField(label=_("Name"), max_length=80)
    reason = forms.CharField(label=_("Why now"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class NextActionForm(forms.Form):
    """What happens next: a task of the plan, or in words, by whom and until when."""

    task = forms.TypedChoiceField(
        label=_("A task of this matter"), required=False, coerce=int, empty_value=None
    )
    what = forms.CharField(label=_("Or in words"), required=False, max_length=200)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("By whom"), required=False, empty_label=_("Choose a person")
    )
    due_on = DateField(label=_("Until when"), required=False)

    def __init__(self, matter: Matter, tasks: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_on(matter)
        self.fields["owner"].initial = matter.lead_id
        self.fields["task"].choices = [("", _t("None of them")), *((each.pk, each.title) for each in tasks)]
        if not tasks:
            del self.fields["task"]
            self.fields["what"].label = _t("What")

    def clean(self) -> dict[str, Any]:
        """One or the other, whole."""
        data = super().clean() or self.cleaned_data
        if data.get("task") is None:
            missing = {
                "what": _t("Say what happens next."),
                "owner": _t("Say who does it."),
                "due_on": _t("Say until when."),
            }
            for name, message in missing.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        elif data.get("what"):
            self.add_error("what", _t("Choose a task or write it in words, not both."))
        return data


def phase_choices(matter: Matter, sheet: PlanSheet | None, phases: Any) -> list[tuple[str, str]]:
    """The plan's phases, then the others of the matter's code set."""
    own = {phase.code: str(phase) for phase in phases}
    known = [(code, f"{code} {name}") for code, name in phases_of(matter.matter_type.code_set)]
    return [*own.items(), *(pair for pair in known if pair[0] not in own)] or [("GEN", _t("GEN General"))]


def first_day(text: str) -> date | None:
    """A day in the address, if it is one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
