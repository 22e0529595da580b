"""Quiet hours and digests as a person sets them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.notifications.models import PersonalSchedule

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


def _time(label: str, *, required: bool = False, help_text: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget, help_text=help_text)


class ScheduleForm(forms.ModelForm):
    """What is urgent waits for none of this."""

    quiet_from = _time(_("Quiet from"))
    quiet_until = _time(
        _("Quiet until"), help_text=_("In these hours no e-mail is sent, unless it is urgent.")
    )
    digest_at = _time(_("Digest at"), required=True)
    digest_weekday = forms.TypedChoiceField(label=_("Day of the weekly digest"), choices=WEEKDAYS, coerce=int)

    class Meta:
        model = PersonalSchedule
        fields = ("quiet_from", "quiet_until", "quiet_weekends", "digest_at", "digest_weekday")

    def _post_clean(self) -> None:
        """The service checks what belongs together, and names the field."""
