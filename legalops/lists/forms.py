"""The form of a view."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.access import capabilities as can
from legalops.access.models import Role
from legalops.access.services import has_capability
from legalops.accounts.models import Team, User
from legalops.lists.enums import Sharing
from legalops.lists.models import SavedView
from legalops.lists.querysets import is_staff
from legalops.lists.services.sharing import Shared
from legalops.web.lists import ListSpec


class _Some(forms.ModelMultipleChoiceField):
    """Needed or not as the view is shared, which the service knows."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        """The chosen ones, or none."""
        return super().clean(value) if value else self.queryset.none()


class ViewForm(forms.Form):
    """Name, and with whom it is shared. Outside counsel are asked for the name alone."""

    name = forms.CharField(label=_("Name"), max_length=80)
    sharing = forms.ChoiceField(
        label=_("Who uses it"),
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Everybody sees only the rows they may see. The name of the view and words typed into its "
            "search are shown to all of them; names of records only to those who see these."
        ),
    )  # fmt: skip
    roles = _Some(label=_("Roles"), queryset=Role.objects.none())
    teams = _Some(label=_("Teams"), queryset=Team.objects.none())
    for_department = forms.BooleanField(
        label=_("A view of the department, without owner"), required=False,
        help_text=_("Whoever configures the product may change it."),
    )  # fmt: skip
    pinned = forms.BooleanField(label=_("Keep it among my first views"), required=False, initial=True)

    def __init__(self, data: Any, *, spec: ListSpec, user: User, view: SavedView | None = None) -> None:
        initial = {"sharing": Sharing.PRIVATE}
        if view is not None:
            initial = {"name": view.name, "sharing": view.sharing}
            initial |= {"roles": list(view.roles.all()), "teams": list(view.teams.all())}  # type: ignore[dict-item]
        super().__init__(data, initial=initial)
        if view is not None:
            del self.fields["pinned"]
        if view is not None or not has_capability(user, can.CONFIGURE):
            del self.fields["for_department"]
        if spec.outside or not is_staff(user):
            for name in ("sharing", "roles", "teams"):
                del self.fields[name]
        else:
            self.fields["roles"].queryset = Role.objects.of_department()
            self.fields["teams"].queryset = Team.objects.all()

    @property
    def shared(self) -> Shared:
        """With whom, of the checked form."""
        given = self.cleaned_data
        if "sharing" not in given:
            return Shared()
        return Shared(given["sharing"], list(given.get("roles") or ()), list(given.get("teams") or ()))


class RoleDefaultForm(forms.Form):
    """For which role a list opens with a view."""

    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.of_department().order_by("name"))
