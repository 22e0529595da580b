"""Parties of a matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.contacts.enums import ContactKind
from legalops.contacts.forms import CardChoice
from matters.enums import PartySide
from matters.forms.matter import DateField
from matters.models import Party, PartyRole

_SIDES = [("", _("As usual for the role")), *PartySide.choices]


def _roles(held: int | None = None):
    rows = PartyRole.objects.filter(is_active=True)
    return rows | PartyRole.objects.filter(pk=held) if held else rows


class PartyForm(CardChoice):
    """Who, in what role; a card that is known, or a new one."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ContactKind.choices, initial=ContactKind.ORGANISATION, required=False,
        help_text=_("Of a new card."),
    )  # fmt: skip
    role = forms.ModelChoiceField(
        PartyRole.objects.none(), label=_("Role"), empty_label=_("Choose a role"), to_field_name="code"
    )
    side = forms.ChoiceField(label=_("Side"), choices=_SIDES, required=False)
    since = DateField(label=_("Since"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    field_order = ("name", "card", "role", "side", "kind", "since", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = _roles()


class ChangePartyForm(forms.Form):
    """What a party is, and until when."""

    role = forms.ModelChoiceField(PartyRole.objects.none(), label=_("Role"), empty_label=None)
    side = forms.ChoiceField(label=_("Side"), choices=PartySide.choices)
    since = DateField(label=_("Since"), required=False)
    until = DateField(label=_("Until (not included)"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, party: Party, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = _roles(party.role_id).distinct()
        self.initial = {name: getattr(party, name) for name in ("side", "since", "until", "note")} | {
            "role": party.role_id
        }
