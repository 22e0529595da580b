"""The form of how a person reads the product."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.kernel import zones
from legalops.web import choosing

DEPARTMENT = "department"


def _zones() -> list[tuple[str, str]]:
    department = _departments() % settings.REPORTING_TIME_ZONE
    return [(DEPARTMENT, department), *((name, name.replace("_", " ")) for name in zones.names())]


def _languages() -> list[tuple[str, str]]:
    return _named(choosing.languages_offered(_departments(), choosing.departments_language()))


def _notations() -> list[tuple[str, str]]:
    return _named(choosing.notations_offered(_departments(), choosing.departments_notation()))


def _departments() -> str:
    return gettext("The department's: %s")


def _named(offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code or DEPARTMENT, label) for code, label in offered]


class PreferencesForm(forms.Form):
    """What a person chooses for themselves; what is not sent stays as it is."""

    language = forms.ChoiceField(label=_("Language"), choices=_languages)
    notation = forms.ChoiceField(label=_("Numbers and dates"), choices=_notations)
    zone = forms.ChoiceField(label=_("Times are shown in"), choices=_zones)

    def __init__(self, person: User, sent: Any = None) -> None:
        own = {"language": person.language, "notation": person.notation, "zone": person.time_zone}
        initial = {name: value or DEPARTMENT for name, value in own.items()}
        super().__init__({**initial, **sent.dict()} if sent else None, initial=initial)

    def chosen(self) -> dict[str, str]:
        """What was chosen otherwise than it is, as it is stored: empty for the department's."""
        names = self.changed_data
        return {name: "" if (value := self.cleaned_data[name]) == DEPARTMENT else value for name in names}
