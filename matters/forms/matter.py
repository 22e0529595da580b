"""Opening, editing and moving a matter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import Team, User
from legalops.fields.forms import ask_at_opening, opening_fields
from legalops.fx.models import currency_code
from legalops.reference.forms import CodeBox
from legalops.workflows.selectors.runs import Move
from matters.models import Matter, MatterType, Stage
from matters.selectors.codes import CODES
from matters.selectors.people import colleagues, unscreened
from matters.services.editing import EDITABLE


class DateField(forms.DateField):
    """A local date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


_BEFORE_CODES = ("name", "matter_type", "lead", "team")


def _code_boxes(matter: Matter | None = None) -> dict[str, CodeBox]:
    """Boxes of entity, department and cost centre; what the matter holds stays among the choices."""
    more = {"cost_centre": {"help_text": _("Its entity and department come with it.")}}
    return {
        name: CodeBox(
            Matter._meta.get_field(name).related_model,
            getattr(matter, f"{name}_id", None),
            **more.get(name, {}),
        )
        for name in CODES
    }


class OpenMatterForm(forms.Form):
    """Three fields must be filled; the rest can wait."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As the people who work on it call it.")
    )
    matter_type = forms.ModelChoiceField(
        MatterType.objects.none(), label=_("Type"), empty_label=_("Choose a type")
    )
    lead = forms.ModelChoiceField(User.objects.none(), label=_("Lead attorney"))
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team"),
        required=False,
        empty_label=_("No team"),
        help_text=_("Its members see the matter."),
    )
    business_unit = forms.CharField(label=_("Business unit"), max_length=80, required=False)
    description = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    currency = forms.CharField(
        label=_("Currency of the budget"), max_length=3, required=False, validators=[currency_code]
    )
    restricted = forms.BooleanField(
        label=_("Only the people on the matter can see that it exists"), required=False
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter_type"].queryset = MatterType.objects.filter(is_active=True)
        self.fields["lead"].queryset = colleagues()
        self.fields["lead"].initial = user.pk
        self.fields["team"].queryset = Team.objects.all()
        self.fields["team"].initial = user.teams.values_list("pk", flat=True).first()
        self.fields["currency"].initial = settings.BASE_CURRENCY
        self.fields |= _code_boxes()
        self.order_fields([*_BEFORE_CODES, *CODES])
        keys = MatterType.objects.filter(is_active=True).values_list("code", "pk")
        types = {code: str(pk) for code, pk in keys} if opening_fields(user, "matter") else {}
        ask_at_opening(self, user, "matter", chosen="matter_type", values_of=types)

    def clean_currency(self) -> str:
        """Base currency when left empty."""
        return self.cleaned_data["currency"] or settings.BASE_CURRENCY


class EditMatterForm(forms.ModelForm):
    """A matter's own fields, with the version the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    opened_on = DateField(label=_("Opened on"))

    class Meta:
        model = Matter
        fields = EDITABLE
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["lead"].queryset = User.objects.filter(
            Q(pk__in=unscreened(self.instance).values("pk")) | Q(pk=self.instance.lead_id)
        )
        self.fields["matter_type"].queryset = MatterType.objects.filter(
            is_active=True
        ) | MatterType.objects.filter(pk=self.instance.matter_type_id)
        self.fields |= _code_boxes(self.instance)

    def _post_clean(self) -> None:
        """Leave the instance as it is: the service compares it with what is stored."""


class StageForm(forms.Form):
    """The next stage, of those the matter's workflow leads to, with a reason where one is due."""

    stage = forms.ModelChoiceField(Stage.objects.none(), label=_("Stage"), empty_label=None)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed when a closed matter is reopened."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, matter: Matter, moves: Sequence[Move], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.filter(code__in=[move.target.code for move in moves if move.allowed])
        self.fields["stage"].queryset = stages | Stage.objects.filter(pk=matter.stage_id)
        refused = [f"{move.label}: {move.why_not}" for move in moves if not move.allowed]
        self.fields["stage"].help_text = " ".join(refused)
        coming = stages.filter(position__gt=matter.stage.position).order_by("position").first()
        self.fields["stage"].initial = (coming or matter.stage).pk
