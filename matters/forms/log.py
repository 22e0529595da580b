"""Forms of a matter's log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.kernel import clock
from matters.forms.matter import DateField
from matters.log_enums import NoteKind
from matters.models import Note
from matters.models.log import LONGEST
from matters.services.log import Entry

_PRIVILEGED = _("Advice or work product of counsel.")


def _text(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class _EntryForm(forms.Form):
    """What a note says."""

    text = _text(_("Note"), rows=7)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices)
    occurred_on = DateField(label=_("On"))
    privileged = forms.BooleanField(label=_("Privileged"), required=False, help_text=_PRIVILEGED)

    @property
    def entry(self) -> Entry:
        """What was typed."""
        names = ("kind", "occurred_on", "text", "privileged")
        return Entry(**{name: self.cleaned_data[name] for name in names})


class CorrectNoteForm(_EntryForm):
    """What a note says from now on. `version` is the one that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, note: Note, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(note, name) for name in self.fields}


class NoteForm(_EntryForm):
    """A new note: today's, unless told otherwise."""

    pinned = forms.BooleanField(label=_("Keep at the top"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occurred_on"].initial = clock.today()
        self.fields["kind"].initial = NoteKind.CALL


class StrikeForm(forms.Form):
    """Why a note no longer counts."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
