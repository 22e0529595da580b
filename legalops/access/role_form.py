"""The form of a role: capabilities in words, copied from another role, and what a change means for whom."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldBooleanSwitchWidget,
)

from legalops.access import capabilities as can
from legalops.access.catalogue import grouped, words_for
from legalops.access.models import Role, RoleAssignment

_NAMES = 10


class RoleForm(forms.ModelForm):
    """Capabilities are ticked, not typed."""

    copy_from = forms.ModelChoiceField(
        Role.objects.all(),
        label=gettext_lazy("Start from"),
        required=False,
        empty_label=gettext_lazy("Nothing"),
        widget=UnfoldAdminSelectWidget(),
        help_text=gettext_lazy("Takes over what this role may do, besides what is ticked below."),
    )
    capabilities = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=gettext_lazy("Everyone with this role has them from their next click on."),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read what changes for whom"),
        required=False,
        widget=UnfoldBooleanSwitchWidget(),
    )

    class Meta:
        model = Role
        fields = ("code", "name", "description", "capabilities", "mfa_required")
        widgets = {"description": UnfoldAdminTextareaWidget(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capabilities"].choices = _choices()

    def clean_capabilities(self) -> list[str]:
        """In one order, so that the same ticks are the same value."""
        return sorted(self.cleaned_data["capabilities"])

    def clean(self) -> dict[str, Any]:
        """Add what is copied; say what changes for whom and ask for a second look."""
        data = super().clean() or self.cleaned_data
        copied = data.get("copy_from")
        if copied:
            data["capabilities"] = sorted({*data.get("capabilities", []), *copied.capabilities})
        if self.instance.pk:
            self._refuse_losing_administration(set(data.get("capabilities", [])))
            self._ask_again(set(data.get("capabilities", [])), data.get("confirmed", False))
        return data

    def _refuse_losing_administration(self, wanted: set[str]) -> None:
        stored = Role.objects.get(pk=self.instance.pk)
        if can.CONFIGURE not in stored.capabilities or can.CONFIGURE in wanted:
            return
        holders = RoleAssignment.objects.filter(
            user__is_active=True, role__capabilities__contains=[can.CONFIGURE]
        )
        if not holders.exclude(role=stored).exists():
            self.add_error("capabilities", _("Nobody else could configure the product any more."))

    def _ask_again(self, wanted: set[str], confirmed: bool) -> None:
        stored = set(Role.objects.get(pk=self.instance.pk).capabilities)
        people = people_with(self.instance)
        if wanted == stored or not people or confirmed:
            return
        self.add_error("confirmed", change_in_words(people, gained=wanted - stored, lost=stored - wanted))


def people_with(role: Role) -> list[str]:
    """Names of the active people who have the role."""
    rows = RoleAssignment.objects.filter(role=role, user__is_active=True).order_by("user__full_name")
    return list(rows.values_list("user__full_name", flat=True))


def change_in_words(people: list[str], *, gained: set[str], lost: set[str]) -> str:
    """What a change of a role means, and for whom."""
    names = ", ".join(people[:_NAMES]) + (_(" and others") if len(people) > _NAMES else "")
    parts = [_("For %(n)d people (%(names)s):") % {"n": len(people), "names": names}]
    parts += [_("they can from now on: %s.") % "; ".join(words_for(gained))] if gained else []
    parts += [_("they can no longer: %s.") % "; ".join(words_for(lost))] if lost else []
    return " ".join([*parts, _("Tick this and save again.")])


def _choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    return [
        (group, [(one.code, format_html("{}: {}", one.label, one.definition)) for one in meanings])
        for group, meanings in grouped()
    ]
