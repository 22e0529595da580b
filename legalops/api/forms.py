"""Forms of tokens and service accounts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.access.models import Role
from legalops.api.scopes import READ, WRITE, areas, scope
from legalops.kernel import clock

_USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """What for, what it may do, and until when."""

    name = forms.CharField(
        label=_("What is it for"),
        max_length=80,
        help_text=_("For example “Month-end report”."),
    )
    scopes = forms.MultipleChoiceField(label=_("May be used to"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = list(_choices())
        self.fields["expires_on"].initial = clock.today() + _USUAL


class ServiceAccountForm(forms.Form):
    """A system and what its role lets it do."""

    name = forms.CharField(label=_("System"), max_length=80, help_text=_("For example “Finance ERP”."))
    roles = forms.ModelMultipleChoiceField(
        Role.objects.none(), label=_("Roles"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = Role.objects.all()


class RevokeForm(forms.Form):
    """Asks nothing: the page says what will happen."""


def _choices():
    for area in areas():
        yield scope(area.code, READ), _("%s: read") % area.label
        yield scope(area.code, WRITE), _("%s: read and change") % area.label
