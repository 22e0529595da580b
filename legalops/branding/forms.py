"""What an administrator sets on the page of branding."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.branding.models import MOST_CONTACT, MOST_NAME, MOST_WELCOME
from legalops.web.choosing import languages_offered, notations_offered

_PLAIN = ("name", "accent", "welcome", "contact", "language", "notation")


class BrandingForm(forms.Form):
    """The service judges what is given, and names the field."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=MOST_NAME,
        help_text=_("On the sign-in page, over the menu, in page titles and e-mails. Empty for LegalOps."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp", "data-own-file": True}),
        help_text=_("PNG, JPEG or WebP, at most 256 KB and 2,048 pixels a side. Shown 20 to 40 pixels high."),
    )
    remove_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    accent = forms.CharField(
        label=_("Accent colour"),
        required=False,
        max_length=20,
        help_text=_("As in #1d56a5. The dark theme's shade is made of it. Empty for the product's blue."),
    )
    welcome = forms.CharField(
        label=_("Welcome to firms"),
        required=False,
        max_length=MOST_WELCOME,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences over the first page of the firm portal."),
    )
    contact = forms.CharField(
        label=_("Support contact"),
        required=False,
        max_length=MOST_CONTACT,
        help_text=_("An e-mail address, or words. On the sign-in page, in the firm portal and in e-mails."),
    )

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=partial(languages_offered, _("The product's: %s")),
        help_text=_("Of pages and letters for whoever has chosen none under Preferences."),
    )
    notation = forms.ChoiceField(
        label=_("Numbers and dates"),
        required=False,
        choices=partial(notations_offered, _("The product's: %s")),
        help_text=_("For whoever has chosen none under Preferences. Files and the API keep theirs."),
    )

    def clean_welcome(self) -> str:
        """Line breaks of the field are spaces."""
        return " ".join(self.cleaned_data["welcome"].split())

    def given(self) -> dict[str, object]:
        """What to set; the logo only where another is sent or it is taken away."""
        data = self.cleaned_data
        found: dict[str, object] = {name: data[name] for name in _PLAIN}
        if data["logo"]:
            found["logo"] = data["logo"].read()
        elif data["remove_logo"]:
            found["logo"] = b""
        return found
