"""What a person selected for a bulk action: some rows, or everything the filter shows."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legalops.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Selection:
    """Primary keys, or `everything` for all rows of the filtered list; always narrowed by `visible_to`
    afterwards.
    """

    keys: tuple[int, ...]
    everything: bool = False


def selection_of(request: HttpRequest) -> Selection:
    """Read the posted selection. Raises DomainError when nothing was selected or a key is no number."""
    if request.POST.get("scope") == "all":
        return Selection((), everything=True)
    keys = request.POST.getlist("selected")
    if not keys or not all(key.isdecimal() for key in keys):
        raise DomainError(
            "nothing_selected",
            _("Nothing is selected. Select at least one row, then choose the action again."),
            field="selected",
        )
    return Selection(tuple(dict.fromkeys(int(key) for key in keys)))
