"""What can be changed of many matters: their own fields, where they stand, who sees them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.accounts.models import Team, User
from legalops.lists.bulk.declaring import BulkRows, by_key, plain
from legalops.lists.bulk.registry import Change, Values
from legalops.reference.forms import CodeBox
from legalops.reference.models import CostCentre, Department, LegalEntity
from matters.models import Matter, MatterType, Stage
from matters.selectors.codes import CODES
from matters.selectors.people import colleagues
from matters.services.editing import edit_matter
from matters.services.people import set_restricted
from matters.services.stages import enter_stage
from matters.tables import MatterTable, url_of


def rows(user: User) -> QuerySet[Matter]:
    """The matters that the person may see."""
    return Matter.objects.visible_to(user).select_related("matter_type", "stage", "lead", "team", *CODES)


MATTERS = BulkRows(MatterTable.id, frozenset({can.MATTERS_EDIT}), rows, url_of)


class StageForm(forms.Form):
    """Into which stage, and why."""

    stage = forms.ModelChoiceField(Stage.objects.all(), label=_("Stage"), empty_label=_("Choose a stage"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed when a closed matter is reopened."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AccessForm(forms.Form):
    """Who sees them, and why that changes."""

    restricted = forms.TypedChoiceField(
        label=_("Who sees them"),
        choices=[("yes", _("Only the people on the matter")), ("no", _("All whose role or team shows it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def _own_field(
    name: str, label: Any, box: Callable[[User], forms.Field], model: type[Model] | None = None, **more: Any
) -> Change:
    """One of the fields that `edit_matter` changes; `model` is that of a record it names."""

    def write(matter: Matter, value: Any, actor: User) -> None:
        edit_matter(matter, {name: value}, version=matter.version, actor=actor)

    return MATTERS.field(
        f"matters.{name}",
        label,
        box,
        read=lambda matter: str(getattr(matter, name) or ""),
        held=lambda matter: plain(getattr(matter, name)),
        write=write,
        found=by_key(model) if model else lambda memory: memory,
        **more,
    )


def _lead_box(_user: User) -> forms.Field:
    return forms.ModelChoiceField(colleagues(), label=_("Lead attorney"), empty_label=_("Choose a person"))


def _team_box(_user: User) -> forms.Field:
    return forms.ModelChoiceField(
        Team.objects.all(),
        label=_("Team"),
        required=False,
        empty_label=_("No team"),
        help_text=_("Its members see the matter."),
    )


def _type_box(_user: User) -> forms.Field:
    types = MatterType.objects.filter(is_active=True)
    return forms.ModelChoiceField(types, label=_("Type"), empty_label=_("Choose a type"))


def _unit_box(_user: User) -> forms.Field:
    return forms.CharField(label=_("Business unit"), max_length=80, required=False)


class CentreForm(forms.Form):
    """Which cost centre."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["cost_centre"] = CodeBox(CostCentre)


def _charge(matter: Matter, values: Values, actor: User) -> None:
    edit_matter(matter, {"cost_centre": values["cost_centre"]}, version=matter.version, actor=actor)


def _charge_back(matter: Matter, memory: dict[str, int | None], actor: User) -> None:
    """The former cost centre with the entity and department that stood beside it."""
    models = {"legal_entity": LegalEntity, "department": Department, "cost_centre": CostCentre}
    codes = {name: by_key(model)(memory[name]) for name, model in models.items()}
    edit_matter(matter, codes, version=matter.version, actor=actor)


def _seen_by(matter: Matter, _values: Values) -> str:
    return _t("Only the people on the matter") if matter.restricted else _t("All whose role or team shows it")


def _restrict(matter: Matter, values: Values, actor: User) -> None:
    set_restricted(matter, values["restricted"], reason=values["reason"], actor=actor)


def _restrict_back(matter: Matter, memory: bool, actor: User) -> None:
    set_restricted(matter, memory, reason=_t("Undone"), actor=actor)


STAGE = MATTERS.change(
    "matters.stage",
    _("Stage"),
    form=lambda user, data: StageForm(data),
    icon="arrow-right",
    order=40,
    hint=_("As on a matter's own page: only moves that its workflow allows, with all that hangs on them."),
    read=lambda matter, values: matter.stage.name,
    holds=lambda matter, values: matter.stage_id == values["stage"].pk,
    apply=lambda matter, values, actor: enter_stage(
        matter, values["stage"], reason=values["reason"], actor=actor
    ),
)
ACCESS = MATTERS.change(
    "matters.access",
    _("Who sees them"),
    form=lambda user, data: AccessForm(data),
    icon="lock",
    order=80,
    hint=_("Restricted matters vanish from everybody else at once, from lists, search and dashboards."),
    read=_seen_by,
    holds=lambda matter, values: matter.restricted == values["restricted"],
    apply=_restrict,
    remember=lambda matter, values: matter.restricted,
    restore=_restrict_back,
)
CENTRE = MATTERS.change(
    "matters.cost_centre",
    _("Cost centre"),
    form=lambda user, data: CentreForm(data),
    icon="coin",
    order=57,
    hint=_("Entity and department of the cost centre come with it."),
    read=lambda matter, values: str(matter.cost_centre or ""),
    holds=lambda matter, values: matter.cost_centre_id == plain(values["cost_centre"]),
    apply=_charge,
    remember=lambda matter, values: {name: getattr(matter, f"{name}_id") for name in CODES},
    restore=_charge_back,
)
FIELDS = (
    _own_field("lead", _("Lead"), _lead_box, User, icon="user", order=10),
    _own_field("team", _("Team"), _team_box, Team, icon="users-group", order=30),
    STAGE,
    _own_field("matter_type", _("Type"), _type_box, MatterType, icon="tag", order=50),
    _own_field(
        "legal_entity", _("Legal entity"), lambda _user: CodeBox(LegalEntity), LegalEntity,
        icon="building-bank", order=55,
    ),
    _own_field(
        "department", _("Department"), lambda _user: CodeBox(Department), Department,
        icon="building", order=56,
    ),
    CENTRE,
    _own_field("business_unit", _("Business unit"), _unit_box, icon="building", order=60),
    ACCESS,
)  # fmt: skip
