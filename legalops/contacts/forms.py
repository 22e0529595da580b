"""Forms of contact cards."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.contacts.enums import INVERSE, ContactKind, NameKind, RelationKind, Scheme
from legalops.contacts.models import Contact
from legalops.contacts.selectors.alike import alike, suggestions
from legalops.contacts.services.cards import EDITABLE

NEW_CARD = "new"


class DateField(forms.DateField):
    """A local date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def card_choices(user: User, text: str, *, offer_new: bool = True) -> list[tuple[str, str]]:
    """Cards to choose from for what was typed, each with what tells it apart; a new card comes last."""
    found = [(str(each.pk), card_words(each)) for each in suggestions(user, text)]
    return [*found, (NEW_CARD, str(_("Make a new card")))] if found and offer_new else found


def card_words(contact: Contact) -> str:
    """A card in a list of choices: its name, kind and place."""
    place = ", ".join(filter(None, (contact.city, contact.country)))
    return " · ".join(filter(None, (contact.name, str(contact.get_kind_display()), place)))


class KnownCards(forms.RadioSelect):
    """Choices that come and go while a name is typed; where there are none it says so."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The choices, or a sentence in their place."""
        if list(self.choices):
            return super().render(name, value, attrs, renderer)
        said = _("No known card is like it.")
        return format_html(
            '<div id="{}" class="lo-soft lo-small">{}</div>', (attrs or {}).get("id", ""), said
        )


class CardChoice(forms.Form):
    """A name, and the card that is meant by it: one that is known, or a new one.

    Cards that are alike are offered before a new one is made.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#id_card",
                "hx-swap": "outerHTML",
            }
        ),
        help_text=_("Cards that are known already appear below as you type."),
    )
    card = forms.ChoiceField(label=_("Known cards"), required=False, widget=KnownCards, choices=())
    offer_new = True

    def __init__(self, user: User, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].widget.attrs["hx-get"] = address
        typed = self.data.get("name", "") if self.is_bound else ""
        self.fields["card"].choices = card_choices(user, typed, offer_new=self.offer_new)
        chosen = self.data.get("card", "") if self.is_bound else ""
        if chosen.isdecimal() and chosen not in dict(self.fields["card"].choices):
            self._offer(chosen)

    def _offer(self, chosen: str) -> None:
        """What was chosen stays a choice although the name was typed on; hidden cards are none."""
        seen = Contact.objects.visible_to(self.user).live().filter(pk=chosen).first()
        if seen is not None:
            self.fields["card"].choices = [(chosen, card_words(seen)), *self.fields["card"].choices]

    def clean(self) -> dict[str, Any]:
        """A card that is chosen; for a new one, nothing alike that was passed over without looking."""
        cleaned = super().clean() or {}
        chosen, name = cleaned.get("card", ""), cleaned.get("name", "")
        if not chosen and name and (near := alike(self.user, name)):
            names = ", ".join(f"“{each.contact.name}”" for each in near[:3])
            message = _("There is a card like this already: %s. Choose it, or “Make a new card”.")
            self.add_error("card", message % names)
        cleaned["contact"] = self._chosen(chosen)
        return cleaned

    def _chosen(self, chosen: str) -> Contact | None:
        if not chosen.isdecimal():
            return None
        return Contact.objects.visible_to(self.user).live().filter(pk=chosen).first()


class AddContactForm(CardChoice):
    """A new card: its name and kind; the rest can wait."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactKind.choices, initial=ContactKind.ORGANISATION)
    email = forms.EmailField(label=_("E-mail"), required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    country = forms.RegexField(
        "^[A-Za-z]{2}$",
        label=_("Country"),
        required=False,
        help_text=_("Two letters, such as US."),
        error_messages={"invalid": _("Give the country in two letters, such as US or DE.")},
    )


class EditContactForm(forms.ModelForm):
    """A card's own fields."""

    keep_former = forms.BooleanField(
        label=_("Keep the old name as a former name"),
        required=False,
        initial=True,
        help_text=_("Conflict checks look for it too. Untick it where the old name was only misspelt."),
    )

    class Meta:
        model = Contact
        fields = EDITABLE

    def _post_clean(self) -> None:
        """Leave the instance as it is: the service compares it with what is stored."""

    def clean_country(self) -> str:
        """Two letters or nothing."""
        country = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Give the country in two letters, such as US or DE."))
        return country


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=NameKind.choices)
    since = DateField(label=_("Since"), required=False)
    until = DateField(label=_("Until (not included)"), required=False)


class IdentifierForm(forms.Form):
    """A number of a register or authority."""

    scheme = forms.ChoiceField(label=_("Identifier"), choices=Scheme.choices)
    value = forms.CharField(label=_("Number"), max_length=60)


# A relation as it reads from the card one is at; those the other way round begin with a minus.
READINGS = [
    *((kind.value, kind.label) for kind in RelationKind),
    *((f"-{kind.value}", words) for kind, words in INVERSE.items() if words != kind.label),
]


class RelationForm(CardChoice):
    """How this card stands to another."""

    offer_new = True
    kind = forms.ChoiceField(label=_("Relation"), choices=READINGS)
    since = DateField(label=_("Since"), required=False)
    until = DateField(label=_("Until (not included)"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    field_order = ("kind", "name", "card", "since", "until", "note")


class MergeForm(CardChoice):
    """The card that stays."""

    offer_new = False

    def clean(self) -> dict[str, Any]:
        """One of the cards has to be chosen."""
        cleaned = forms.Form.clean(self) or {}
        cleaned["contact"] = self._chosen(cleaned.get("card", ""))
        if cleaned["contact"] is None:
            self.add_error("card", _("Type the name of the card that stays, then choose it."))
        return cleaned


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class EndForm(forms.Form):
    """The day from which on something no longer holds."""

    until = DateField(label=_("Until (not included)"), required=False, help_text=_("Today when left empty."))
