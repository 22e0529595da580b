"""Forms of files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legalops.accounts.models import User
from legalops.files.models import File
from legalops.files.selectors.listing import FilesOf
from legalops.files.services.adding import Kept
from legalops.files.services.changing import kept_of


class ChangeForm(forms.Form):
    """How a file is kept; the marks are for those who see all files."""

    name = forms.CharField(label=_("Name"), max_length=255)
    folder = forms.CharField(
        label=_("Folder"), max_length=80, required=False, help_text=_("Empty: none.")
    )  # fmt: skip
    privileged = forms.BooleanField(
        label=_("Privileged"),
        required=False,
        help_text=_("Legal advice or work product: not to be passed on."),
    )
    shared = forms.BooleanField(label=_("Shared with the requester"), required=False)

    def __init__(self, file: File, record: Any, user: User, *args: Any, **kwargs: Any) -> None:
        before = kept_of(file)
        initial = {
            "name": file.name,
            "folder": before.folder,
            "privileged": before.privileged,
            "shared": before.shared,
        }
        super().__init__(*args, initial=initial, **kwargs)
        around = FilesOf(record, user)
        if not around.sees_all:
            del self.fields["privileged"]
        if not (around.sees_all and around.shares):
            del self.fields["shared"]

    @property
    def kept(self) -> Kept:
        """What was chosen."""
        given = self.cleaned_data
        return Kept(given["folder"], given.get("privileged", False), given.get("shared", False))


class RemoveForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the timeline. What was stored stays under retention; nobody finds it here."),
    )


class VersionForm(forms.Form):
    """The next version."""

    file = forms.FileField(label=_("File"))
    note = forms.CharField(label=_("What is new"), max_length=300, required=False)
